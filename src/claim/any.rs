//! Noun phrases of any matter, where a pack names no concept for one side of its claims.

use std::ops::Range;

use crate::annotate::{Annotated, Book, Match};
use crate::claim::class::Class;
use crate::claim::grammar::Grammar;
use crate::document::TokenKind;

/// The runs of words in a block that may name something, by token, in order: what no word of grammar and no link takes.
///
/// Most words of change are verbs and nouns alike. One is a noun where an article or a preposition stands right before it or a verb
/// right behind it, where its clause has its verb already ("causes algal BLOOMS"), and where a clause begins with it.
pub(super) fn noun_phrases(book: &Book, block: &Annotated, grammar: &Grammar) -> Vec<Range<usize>> {
    let roles = roles(book, block, grammar);
    let of_that = |m: &Match| {
        let list = book.info(m.phrase).map(|info| info.list);
        list.and_then(|list| grammar.class(list)) == Some(Class::That)
    };
    let thats: Vec<u32> = (block.matches.iter())
        .filter(|m| of_that(m))
        .map(|m| m.start)
        .collect();
    let found_that = |at: usize| thats.binary_search(&(at as u32)).is_ok();
    let mut phrases: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut clause = Clause::default();
    for (at, &role) in roles.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| roles[before]);
        let next = roles.get(at + 1).copied();
        let content = match role {
            Role::Content => true,
            Role::Cue => {
                let noun = clause.verb
                    || matches!(before, Some(Role::Opener | Role::Preposition))
                    || next == Some(Role::Auxiliary)
                    || (!clause.named && (!clause.goes_on || next == Some(Role::Cue)));
                clause.verb |= !noun;
                noun
            }
            Role::Break
            | Role::Joint
            | Role::Opener
            | Role::Preposition
            | Role::Auxiliary
            | Role::Grammar => false,
        };
        clause.named |= content;
        if matches!(role, Role::Break | Role::Joint) {
            // "the law that raises" goes on with a verb, "we find that raises ..." with a subject.
            let takes_subject = Some(Role::Content) != before;
            clause = Clause {
                goes_on: role == Role::Joint && !(found_that(at) && takes_subject),
                ..Clause::default()
            };
        }
        match (content, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                phrases.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    phrases.extend(start.map(|from| from..roles.len()));
    phrases
}

/// What a clause has had so far.
#[derive(Debug, Default)]
struct Clause {
    /// A noun.
    named: bool,
    /// A verb that links.
    verb: bool,
    /// Whether its subject may stand before it.
    goes_on: bool,
}

/// What each word of a block does.
fn roles(book: &Book, block: &Annotated, grammar: &Grammar) -> Vec<Role> {
    let mut roles = vec![Role::Content; block.tokens.len()];
    for found in &block.matches {
        let list = book.info(found.phrase).map(|info| info.list);
        let Some(class) = list.and_then(|list| grammar.class(list)) else {
            continue;
        };
        let role = role(class);
        for at in &mut roles[found.start as usize..found.end as usize] {
            *at = (*at).max(role);
        }
    }
    for (role, token) in roles.iter_mut().zip(&block.tokens) {
        match token.kind {
            TokenKind::Word => {}
            TokenKind::Number => *role = (*role).max(Role::Opener),
            TokenKind::Comma | TokenKind::Dash | TokenKind::Slash => *role = Role::Joint,
            _ => *role = Role::Break,
        }
    }
    roles
}

/// What a word does; where it may do several things, the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// It may name something.
    Content,
    /// It may link what is named.
    Cue,
    /// It opens a noun phrase.
    Opener,
    /// It takes a noun phrase.
    Preposition,
    /// It helps a verb.
    Auxiliary,
    /// It holds the sentence together in another way.
    Grammar,
    /// It joins clauses and their parts.
    Joint,
    /// A clause with a subject of its own begins behind it.
    Break,
}

fn role(class: Class) -> Role {
    match class {
        Class::ChangeVerb
        | Class::AimChangeVerb
        | Class::BenefitVerb
        | Class::CauseVerb
        | Class::RiseVerb
        | Class::ParticleVerb
        | Class::ReportVerb
        | Class::Association => Role::Cue,
        Class::Determiner | Class::Quantity | Class::State => Role::Opener,
        Class::Of | Class::By | Class::For | Class::Due | Class::CauseLink => Role::Preposition,
        Class::Auxiliary | Class::HedgeModal | Class::HedgeVerb | Class::Make => Role::Auxiliary,
        Class::HedgeAdverb
        | Class::HedgeFrame
        | Class::OpenFrame
        | Class::DenialFrame
        | Class::Personal
        | Class::Pronoun
        | Class::ObliquePronoun
        | Class::Negation
        | Class::NegativeSubject
        | Class::Consequence
        | Class::Adverb
        | Class::AimVerb
        | Class::NeutralChain
        | Class::Inquiry
        | Class::Recommendation => Role::Grammar,
        Class::Relative | Class::And | Class::To => Role::Joint,
        Class::Subordinator | Class::But | Class::Concession | Class::Whether => Role::Break,
        _ => Role::Content,
    }
}
