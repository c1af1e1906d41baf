use crate::annotate::{Annotated, Book, ListId, Mark, Match, PhraseId};

/// A place in a block that speaks of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its first token.
    pub start: u32,
    /// The token after its last one.
    pub end: u32,
    /// [`Mark::Strong`], [`Mark::Weak`] or [`Mark::Anaphor`]; for a list of English its own marks.
    pub mark: Mark,
    /// The phrase.
    pub phrase: PhraseId,
}

impl Book {
    /// The mentions of a concept in a block, by start, none inside another.
    ///
    /// A weak member is one only where a strong member of a list that its concept needs stands in the same block: a sentence is
    /// always within one block, so nearness within the sentence needs no look of its own.
    pub fn mentions(&self, annotated: &Annotated, list: ListId) -> Vec<Mention> {
        self.mentions_beside(annotated, list, None)
    }

    /// The same, where a strong member in the block `beside`, which is read as one with this one, counts as one in this block.
    pub fn mentions_beside(
        &self,
        annotated: &Annotated,
        list: ListId,
        beside: Option<&Annotated>,
    ) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut supported = None;
        // The furthest end of a mention so far: matches come by start, the longest first.
        let mut reach = 0;
        for found in annotated.of(self, list) {
            let mark = self.phrases.rows().at(found.phrase.0 as usize).mark;
            let counts = match mark {
                Mark::Never => false,
                Mark::Weak => *supported.get_or_insert_with(|| {
                    self.supports(annotated, list)
                        || beside.is_some_and(|beside| self.supports(beside, list))
                }),
                Mark::Plain | Mark::Up | Mark::Down | Mark::Strong | Mark::Anaphor => true,
            };
            if !counts {
                continue;
            }
            if let Some(last) = mentions.last_mut()
                && found.end <= reach
            {
                // A weak member around a strong one is as good as that.
                last.mark = last.mark.min(mark);
                continue;
            }
            reach = found.end;
            let Match { start, end, phrase } = found;
            mentions.push(Mention {
                start,
                end,
                mark,
                phrase,
            });
        }
        mentions
    }

    /// Whether a weak member of `list` counts in this block.
    fn supports(&self, annotated: &Annotated, list: ListId) -> bool {
        let Some(needs) = self.lists.get(list.0 as usize).map(|list| &list.needs) else {
            return false;
        };
        annotated.matches.iter().any(|found| {
            let phrase = self.phrases.rows().at(found.phrase.0 as usize);
            phrase.mark == Mark::Strong && needs.contains(&phrase.list)
        })
    }
}
