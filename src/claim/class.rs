use std::fmt;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// A list of English that the grammar reads; its words are data, in `rules/english/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The class of the list with this id.
            pub(crate) fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The id of its list in the data.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes([u128; 2]);

impl Classes {
    pub(crate) fn add(&mut self, class: Class) {
        self.0[class as usize / 128] |= 1 << (class as usize % 128);
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0[class as usize / 128] >> (class as usize % 128) & 1 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Whether all of these are among `others`.
    pub(crate) fn are_in(self, others: Self) -> bool {
        self.0[0] & !others.0[0] == 0 && self.0[1] & !others.0[1] == 0
    }

    /// Whether one of these is among `others`.
    pub(crate) fn meet(self, others: Self) -> bool {
        self.0[0] & others.0[0] != 0 || self.0[1] & others.0[1] != 0
    }
}

classes! {
    /// Transitive verbs of change.
    ChangeVerb = "change-verb",
    /// Verbs of benefit and harm.
    BenefitVerb = "benefit-verb",
    /// Verbs of production.
    CauseVerb = "cause-verb",
    /// Intransitive verbs of change.
    RiseVerb = "rise-verb",
    /// What agents do when a cause suits them or not.
    AgentVerb = "agent-verb",
    /// Nouns of change.
    ChangeNoun = "change-noun",
    /// Quantifiers of more and less.
    Quantity = "quantity",
    /// Predicate adjectives of more and less.
    State = "state",
    /// Predicate nouns with a preposition.
    Metaphor = "metaphor",
    /// Predicate nouns after a possessive.
    Possession = "possession",
    /// Verbs of giving and taking.
    GiveVerb = "give-verb",
    /// Predicates of association.
    Association = "association",
    /// Nouns of association.
    AssociationNoun = "association-noun",
    /// Nouns of influence.
    InfluenceNoun = "influence-noun",
    /// Auxiliary verbs.
    Auxiliary = "auxiliary",
    /// Modals of possibility.
    HedgeModal = "hedge-modal",
    /// Adverbs of doubt.
    HedgeAdverb = "hedge-adverb",
    /// Verbs of doubt before an infinitive.
    HedgeVerb = "hedge-verb",
    /// Sentence openers of doubt.
    HedgeFrame = "hedge-frame",
    /// Openers that leave a link open.
    OpenFrame = "open-frame",
    /// Limits on evidence.
    Limit = "limit",
    /// What evidence is on.
    EvidenceOn = "evidence-on",
    /// Restriction to one measure.
    Alone = "alone",
    /// Negation.
    Negation = "negation",
    /// Negation that is a change.
    NoLonger = "no-longer",
    /// Negative determiners and pronouns.
    NegativeSubject = "negative-subject",
    /// Implicative negatives.
    NegativeVerb = "negative-verb",
    /// No change of the effect.
    NullChange = "null-change",
    /// Negations that affirm.
    PseudoNegation = "pseudo-negation",
    /// Openers that deny.
    DenialFrame = "denial-frame",
    /// Predicates that deny what stands before them.
    DenialAfter = "denial-after",
    /// Reporting verbs.
    ReportVerb = "report-verb",
    /// The author as a speaker.
    OwnSpeaker = "own-speaker",
    /// Evidence without a name.
    VagueEvidence = "vague-evidence",
    /// Reporting nouns.
    ReportNoun = "report-noun",
    /// Adverbials of attribution.
    According = "according",
    /// Adverbials of the author's view.
    OwnView = "own-view",
    /// Agentless reports.
    PassiveReport = "passive-report",
    /// Endorsement of a report.
    Endorsement = "endorsement",
    /// Aims.
    AimVerb = "aim-verb",
    /// Neutral links in a chain of verbs.
    NeutralChain = "neutral-chain",
    /// Plain adverbs.
    Adverb = "adverb",
    /// Between effect and cause.
    Due = "due",
    /// Adverbials of cause.
    CauseLink = "cause-link",
    /// Adverbials of time.
    TimeLink = "time-link",
    /// Adverbials of condition.
    ConditionLink = "condition-link",
    /// Comparison of places.
    WhereLink = "where-link",
    /// Openers of a consequence.
    Consequence = "consequence",
    /// Adverbials of purpose.
    Purpose = "purpose",
    /// The complementizer.
    That = "that",
    /// Openers of an indirect question.
    Whether = "whether",
    /// The agent of a passive.
    By = "by",
    /// Prepositions.
    Of = "of",
    /// The beneficiary.
    For = "for",
    /// The infinitive.
    To = "to",
    /// Coordinators.
    And = "and",
    /// Adversatives.
    But = "but",
    /// Concessives.
    Concession = "concession",
    /// Subordinators.
    Subordinator = "subordinator",
    /// Relative pronouns.
    Relative = "relative",
    /// Subject pronouns for a cause.
    Pronoun = "pronoun",
    /// Other pronouns for a cause.
    ObliquePronoun = "oblique-pronoun",
    /// Pronouns for an effect, as objects.
    ObjectPronoun = "object-pronoun",
    /// Pronouns for people.
    Personal = "personal",
    /// Determiners.
    Determiner = "noun-opener",
    /// Nouns that carry a cause.
    Carrier = "carrier",
    /// Nouns that measure an effect.
    Level = "level",
    /// Plain nouns of people and kinds.
    People = "people",
    /// Empty objects.
    ItFor = "it-for",
    /// Resultative verbs.
    Make = "make",
    /// Copulas.
    Be = "copula",
    /// Correlatives.
    MoreCorrelative = "more-correlative",
    /// The means.
    Means = "means",
    /// Relatives of place.
    RelativePlace = "relative-place",
    /// Coincidence in time.
    SameTime = "same-time",
    /// Verdicts.
    Verdict = "verdict",
    /// Their prepositions.
    VerdictLink = "verdict-link",
    /// Verbs with a particle.
    ParticleVerb = "particle-verb",
    /// Their particles.
    Particle = "particle",
    /// Reporting verbs that commit nobody.
    SoftReportVerb = "soft-report-verb",
    /// Labels of a falsehood.
    DenialLabel = "denial-label",
    /// Labels of a statement.
    ReportLabel = "report-label",
    /// The sign of an association.
    AssociationSign = "association-sign",
    /// That an association was seen.
    Find = "find",
    /// Deprivation of an object.
    Deprivation = "deprivation",
    /// Openers of a cleft.
    Cleft = "cleft",
    /// Conditions.
    If = "if",
    /// Attitudes of those who do harm.
    AttitudeVerb = "attitude-verb",
    /// Predicates over a statement.
    Explains = "explains",
    /// Predicates of success.
    Success = "success",
    /// Wishes.
    Want = "want",
    /// Verbs of striving.
    AimChangeVerb = "aim-change-verb",
    /// Verbs of having a level.
    LevelVerb = "level-verb",
    /// Words before a complementizer that leave a statement the author's own.
    PlainThat = "plain-that",
    /// Against a supposed cause.
    Despite = "despite",
    /// The means to an end.
    BestWay = "best-way",
    /// Universals.
    Universal = "universal",
    /// Plain predicates of benefit.
    GoodFor = "good-for",
    /// Existence of room.
    Existence = "existence",
    /// Verbs of arrival.
    Come = "come",
    /// Nouns before a title.
    WorkNoun = "work-noun",
    /// Equality in a comparison.
    Same = "same",
    /// Matters of study.
    Inquiry = "inquiry",
    /// Announcements of a cause.
    Reason = "reason",
    /// Nouns of place.
    PlaceNoun = "place-noun",
    /// Nouns that announce a statement of the author.
    FactNoun = "fact-noun",
    /// Predicates that affirm a clause before them.
    Settled = "settled",
    /// Predicates that doubt a clause before them.
    Unlikely = "unlikely",
    /// The conjunction of comparison and manner.
    As = "as",
    /// Likelihood of the effect.
    Likely = "likely",
    /// Remedies.
    Remedy = "remedy",
    /// Consequences drawn after something else.
    WithIt = "with-it",
    /// The empty subject of a comparison.
    NothingLike = "nothing-like",
    /// What comes with something else.
    WithoutGetting = "without-getting",
    /// People and bodies that are quoted.
    Speaker = "speaker",
    /// Nouns that announce a statement.
    AnnouncingNoun = "announcing-noun",
    /// What hands a statement to somebody else.
    ReportAfter = "report-after",
    /// Recommendations.
    Recommendation = "recommendation",
    /// Nouns that make what follows a mere topic.
    TopicNoun = "topic-noun",
    /// What the law and helpers do with cases and people.
    CaseVerb = "case-verb",
    /// Nouns of influence before the cause.
    EffectOf = "effect-of",
    /// Between the cause and the effect of such a noun.
    InfluenceOn = "influence-on",
    /// Possessives for a cause named before.
    Possessive = "possessive",
    /// Nouns of influence before the effect.
    EffectOn = "effect-on",
    /// The same time as what was said before.
    ThenTime = "then-time",
    /// Places of one kind, as a condition.
    InPlaces = "in-places",
    /// Verbs of what somebody lives on.
    DependVerb = "depend-verb",
    /// What victims do when they turn to others.
    TurnVerb = "turn-verb",
    /// What fills a need.
    MetBy = "met-by",
    /// Statistical words.
    Statistical = "statistical",
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
