/// A pair of brackets or quotation marks holds a sentence together up to this length in bytes; a longer one is rather a
/// mark without its partner, or a passage.
const MAX_ENCLOSURE: u32 = 700;

/// How many unclosed brackets are looked at for the partner of a closing one.
const MAX_OPEN: usize = 8;

/// Pairs of brackets and quotation marks in a block's text.
#[derive(Debug, Default)]
pub(super) struct Enclosures {
    pairs: Vec<Enclosure>,
    open: Vec<(u32, char)>,
    /// Where a straight double quotation mark is open.
    straight: Option<u32>,
}

/// A pair: the byte of its opening mark, and the byte behind its closing one.
#[derive(Debug, Clone, Copy)]
struct Enclosure {
    start: u32,
    end: u32,
    /// Whether it is a quotation whose sentence goes on behind it (`"It rose. It fell," she said`), or which stands in
    /// the middle of one.
    quotation_goes_on: bool,
}

impl Enclosures {
    pub(super) fn clear(&mut self) {
        self.pairs.clear();
        self.open.clear();
        self.straight = None;
    }

    /// Takes note of a mark at byte `at` of `text`, if there is one.
    pub(super) fn mark(&mut self, text: &str, at: usize) {
        let Some(mark) = text[at..].chars().next() else {
            return;
        };
        let end = (at + mark.len_utf8()) as u32;
        match mark {
            '(' | '[' | '“' | '«' | '‘' => self.open.push((at as u32, mark)),
            ')' => self.close(text, '(', end),
            ']' => self.close(text, '[', end),
            '”' => self.close(text, '“', end),
            '»' => self.close(text, '«', end),
            // Between letters it is an apostrophe.
            '’' if !text[end as usize..].starts_with(char::is_alphanumeric) => {
                self.close(text, '‘', end);
            }
            '"' => match self.straight.take() {
                Some(start) => self.add(text, start, end, true),
                None => self.straight = Some(at as u32),
            },
            _ => {}
        }
    }

    fn close(&mut self, text: &str, opening: char, end: u32) {
        let found = self
            .open
            .iter()
            .rev()
            .take(MAX_OPEN)
            .position(|(_, mark)| *mark == opening);
        if let Some(back) = found {
            let index = self.open.len() - 1 - back;
            let (start, _) = self.open[index];
            self.open.truncate(index);
            self.add(text, start, end, !matches!(opening, '(' | '['));
        }
    }

    fn add(&mut self, text: &str, start: u32, end: u32, quotation: bool) {
        let inner = &text[start as usize..end as usize];
        let comma = inner.trim_end_matches(['"', '”', '’', '»']).ends_with(',');
        let lower = text[end as usize..]
            .trim_start()
            .starts_with(char::is_lowercase);
        self.pairs.push(Enclosure {
            start,
            end,
            quotation_goes_on: quotation && (comma || lower),
        });
    }

    /// Orders the pairs by their start; to be called when all marks are in.
    pub(super) fn sort(&mut self) {
        if self.pairs.len() > 1 {
            self.pairs.sort_unstable_by_key(|pair| pair.start);
        }
    }

    /// The byte behind the partner of the opening mark at `at`.
    pub(super) fn end_of(&self, at: usize) -> Option<usize> {
        let index = self
            .pairs
            .binary_search_by_key(&(at as u32), |pair| pair.start)
            .ok()?;
        Some(self.pairs[index].end as usize)
    }

    /// A look at the pairs from left to right.
    pub(super) fn gate(&self) -> Gate<'_> {
        Gate {
            pairs: &self.pairs,
            next: 0,
            until: 0,
        }
    }
}

/// Says up to where the brackets and quotations that are open at a place hold the sentence together.
#[derive(Debug)]
pub(super) struct Gate<'e> {
    pairs: &'e [Enclosure],
    next: usize,
    until: u32,
}

impl Gate<'_> {
    /// For a sentence that starts at `start`: the byte before which it cannot end, seen from `at`. Calls go from left to
    /// right.
    pub(super) fn blocked_until(&mut self, start: usize, at: usize) -> usize {
        while let Some(pair) = self.pairs.get(self.next)
            && (pair.start as usize) < at
        {
            self.next += 1;
            let middle = pair.start as usize > start || pair.quotation_goes_on;
            if middle && pair.end - pair.start <= MAX_ENCLOSURE {
                self.until = self.until.max(pair.end);
            }
        }
        self.until as usize
    }
}

/// Marks that open something before the first word of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    "([{\"'“‘«„‚¿¡*_".contains(c)
}
