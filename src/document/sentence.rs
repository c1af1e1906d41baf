use crate::document::conventions::{AbbreviationClass, Conventions};
use crate::document::enclosure::Enclosures;
use crate::document::form::{
    After, is_enumerator, is_initial, is_lettered, starts_with_bullet, starts_with_dash,
    starts_with_number,
};
use crate::document::inline::TextBuilder;
use crate::document::mark::{after_closers, after_marks, has_footnote_mark};
use crate::document::scan::Scan;
use crate::document::text_map::TextRange;
use crate::document::{InlineKind, normalise};

/// An abbreviation is at most this long, in bytes; a longer word before a stop is not looked at.
const MAX_ABBREVIATION: usize = 24;

/// Up to so many bytes without a letter or digit at the end of a block belong to the sentence before them.
const MAX_SIGNS: usize = 40;

/// Finds sentences in the text of a block, in time linear in its length. It keeps its buffers from block to block.
#[derive(Debug, Default)]
pub(super) struct Segmenter {
    ranges: Vec<TextRange>,
    candidates: Vec<u32>,
}

impl Segmenter {
    /// The sentences of a block, without white space at their ends, in order.
    pub(super) fn segment(
        &mut self,
        block: &TextBuilder,
        scan: &Scan,
        conventions: &Conventions,
    ) -> &[TextRange] {
        self.ranges.clear();
        let text = block.text.as_str();
        let candidates = candidates(block, scan, &mut self.candidates);
        let view = View {
            text,
            bytes: text.as_bytes(),
            block,
            conventions,
            enclosures: &scan.enclosures,
        };
        let mut start = view.skip_space(0);
        let mut resume = 0;
        let mut gate = scan.enclosures.gate();
        for &candidate in candidates {
            let at = candidate as usize;
            if at < resume.max(start) {
                continue;
            }
            let blocked_until = gate.blocked_until(start, at);
            let (end, next) = match view.decide(start, at, blocked_until) {
                Decision::Inside { resume: to } => {
                    resume = to;
                    continue;
                }
                Decision::End { end, next } => (end, next),
            };
            // The rest of the block is the last sentence.
            if next >= text.len() {
                break;
            }
            self.ranges.push(TextRange::new(start as u32, end as u32));
            start = next;
        }
        let end = text.trim_end().len();
        if start < end {
            self.ranges.push(TextRange::new(start as u32, end as u32));
        }
        &self.ranges
    }
}

/// The places where a sentence of a block may end; in a block quote also the soft breaks before a line that starts with a
/// dash, which is a signature.
fn candidates<'c>(block: &TextBuilder, scan: &'c Scan, buffer: &'c mut Vec<u32>) -> &'c [u32] {
    let before_dash = |at: &u32| starts_with_dash(block.text[*at as usize..].trim_start());
    if !block.soft_breaks.iter().any(before_dash) {
        return &scan.candidates;
    }
    buffer.clear();
    buffer.extend(&scan.candidates);
    buffer.extend(block.soft_breaks.iter().filter(|at| before_dash(at)));
    buffer.sort_unstable();
    buffer
}

/// What is known of a candidate.
enum Decision {
    /// The sentence goes on; nothing before `resume` need be looked at.
    Inside { resume: usize },
    /// The sentence ends before `end` and the next one starts at `next`.
    End { end: usize, next: usize },
}

/// A block's text and all that decides about its sentences.
struct View<'t> {
    text: &'t str,
    bytes: &'t [u8],
    block: &'t TextBuilder,
    conventions: &'t Conventions,
    enclosures: &'t Enclosures,
}

impl View<'_> {
    fn decide(&self, start: usize, at: usize, blocked_until: usize) -> Decision {
        match self.bytes[at] {
            b'\n' => self.decide_line(at, blocked_until),
            b' ' => self.end_at(at),
            _ => self.decide_stop(start, at, blocked_until),
        }
    }

    /// A hard break: inside an address or verse it ends nothing, before an item or a bold label it does.
    fn decide_line(&self, at: usize, blocked_until: usize) -> Decision {
        let next = self.skip_space(at);
        let rest = &self.text[next..];
        let starts_item = starts_with_bullet(rest) || starts_with_number(rest);
        if at >= blocked_until && (starts_item || self.starts_label(next)) {
            self.end_at(at)
        } else {
            Decision::Inside { resume: at + 1 }
        }
    }

    fn end_at(&self, at: usize) -> Decision {
        Decision::End {
            end: self.text[..at].trim_end().len(),
            next: self.skip_space(at),
        }
    }

    /// Whether strong emphasis that ends with a colon or stop (or is followed by one) starts at `at`: "**Myth:** ..."
    fn starts_label(&self, at: usize) -> bool {
        let inlines = &self.block.inlines;
        let first = inlines.partition_point(|inline| (inline.range.start as usize) < at);
        inlines[first..]
            .iter()
            .take_while(|inline| inline.range.start as usize == at)
            .filter(|inline| inline.kind == InlineKind::Strong)
            .any(|inline| {
                let label = inline.range.slice(self.text);
                let after = &self.text[inline.range.end as usize..];
                label.ends_with([':', '.', '?', '!']) || after.starts_with(':')
            })
    }

    /// A stop, question mark, exclamation mark or ellipsis.
    fn decide_stop(&self, start: usize, at: usize, blocked_until: usize) -> Decision {
        let cluster = self.cluster_end(at);
        let inside = Decision::Inside { resume: cluster };
        let (closed, end, marked) = match self.bytes[cluster..] {
            // By far most stops stand at the end, before a space and a word, or within a number or name.
            [] => {
                let next = self.text.len();
                return Decision::End { end: next, next };
            }
            [b' ', next, ..] if next.is_ascii_alphabetic() => (cluster, cluster, false),
            [next, ..] if next.is_ascii_alphabetic() && !has_footnote_mark(self.block, cluster) => {
                return inside;
            }
            _ => {
                let closed = after_closers(self.text, cluster);
                let (end, marked) = after_marks(self.block, self.enclosures, at, closed);
                (closed, end, marked)
            }
        };
        if end < blocked_until || self.stands_alone_in_brackets(at, cluster) {
            return inside;
        }
        let next = self.skip_space(end);
        // A sign behind the last stop, like an emoji, is no sentence.
        let rest = &self.text[next..];
        if rest.len() <= MAX_SIGNS && !rest.contains(char::is_alphanumeric) {
            let next = self.text.len();
            return Decision::End { end, next };
        }
        let after = After::new(self.text, next);
        // Without white space it is a decimal, an address or an abbreviation, unless a footnote mark parts two sentences.
        if next == end && !(marked && after.is_capital()) {
            return inside;
        }
        let goes_on = after.is_lower()
            || self.bytes[at] == b'.'
                && cluster == at + 1
                && self.stop_inside(start, at, &after, closed > cluster);
        if goes_on {
            // Marks that were read stay where they are; a stop among them is looked at again.
            return inside;
        }
        Decision::End { end, next }
    }

    /// The end of the run of stops at `at`, `. . .` included.
    fn cluster_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = &self.bytes[end..];
            if matches!(rest.first(), Some(b'.' | b'?' | b'!')) {
                end += 1;
            } else if rest.starts_with("…".as_bytes()) {
                end += "…".len();
            } else if end > at
                && rest.starts_with(b" .")
                && !rest.get(2).is_some_and(u8::is_ascii_alphanumeric)
            {
                end += 2;
            } else {
                return end;
            }
        }
    }

    /// `[...]`, `(?)`, `(!)`: a cut or a comment inside a sentence.
    fn stands_alone_in_brackets(&self, at: usize, cluster: usize) -> bool {
        at > 0
            && matches!(self.bytes[at - 1], b'(' | b'[')
            && matches!(self.bytes.get(cluster), Some(b')' | b']'))
    }

    /// Whether a single stop belongs to an abbreviation, initial or number and the sentence goes on behind it. `closed`:
    /// a closing bracket or quotation mark follows the stop.
    fn stop_inside(&self, start: usize, at: usize, after: &After<'_>, closed: bool) -> bool {
        let Some(word) = self.word_before(start, at) else {
            return false;
        };
        let word_start = at - word.len();
        let is_starter = || {
            self.conventions
                .starters
                .contains(&*normalise(after.word()))
        };
        if word_start == start && is_enumerator(word) {
            return true;
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            return self.conventions.months.contains(&*normalise(after.word()));
        }
        if is_initial(word) {
            return after.is_number() || self.is_name_before(word_start) || !is_starter();
        }
        match self.conventions.abbreviations.class(word) {
            Some(AbbreviationClass::NeverEnd) => !closed,
            Some(AbbreviationClass::EndBeforeStarter) => !is_starter(),
            Some(AbbreviationClass::BeforeNumber) => after.is_number(),
            None => is_lettered(word) && !is_starter(),
        }
    }

    /// The word right before the stop at `at`, stops inside of it included, from `start` on; `None` if it is too long for
    /// an abbreviation.
    fn word_before(&self, start: usize, at: usize) -> Option<&str> {
        let mut from = at;
        while from > start {
            let byte = self.bytes[from - 1];
            let in_word =
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'\'') || byte >= 128;
            if !in_word {
                break;
            }
            if at - from == MAX_ABBREVIATION {
                return None;
            }
            from -= 1;
        }
        // Quotation marks and dashes outside of ASCII part words, letters do not.
        let word = self.text.get(from..at)?;
        if word.is_ascii() {
            return (!word.is_empty()).then_some(word);
        }
        let word = word
            .rsplit(|c: char| !c.is_ascii() && !c.is_alphanumeric() && c != '\u{2019}')
            .next()?;
        (!word.is_empty()).then_some(word)
    }

    /// Whether an initial or a comma stands before the initial at `at`, so that both are of one name: "Smith, J. R."
    fn is_name_before(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let mut chars = before.chars().rev();
        match chars.next() {
            None | Some(',' | '&') => true,
            Some('.') => {
                chars.next().is_some_and(char::is_uppercase)
                    && chars.next().is_none_or(|c| !c.is_alphanumeric())
            }
            Some(_) => false,
        }
    }

    fn skip_space(&self, at: usize) -> usize {
        match self.bytes.get(at..) {
            Some([b' ', next, ..]) if next.is_ascii_alphanumeric() => at + 1,
            _ => self.text.len() - self.text[at..].trim_start().len(),
        }
    }
}
