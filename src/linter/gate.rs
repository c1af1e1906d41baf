use memchr::memmem::Finder;

/// How many bytes are looked at together: they and their copy in lower case fit into the fastest caches.
const CHUNK: usize = 16 * 1024;

/// What can hide a word from a search of the raw bytes: entities, soft hyphens and zero-width characters. A document that
/// holds one is parsed, and its plain text is searched.
const HIDING: [&str; 8] = [
    "&#",
    "&shy;",
    "&zw",
    "&zerowidth",
    "\u{ad}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
];

/// What a document holds that speaks to the linter itself.
const OWN_NAME: &str = "caveat";

/// Tells documents that a pack may speak about from all others, by a search of bytes.
#[derive(Debug)]
pub(super) struct Gate {
    anchors: Vec<Anchor>,
    others: Vec<Finder<'static>>,
    /// The longest of all that is looked for, in bytes.
    longest: usize,
    /// Whether every document passes.
    open: bool,
}

#[derive(Debug)]
struct Anchor {
    /// Its longest word, which is looked for: "to traffic" must not stop at every "to".
    probe: Finder<'static>,
    /// The words before that one, the nearest first, and those behind it.
    before: Vec<Box<str>>,
    after: Vec<Box<str>>,
}

impl Gate {
    /// A gate for these anchors, in lower case; `open` lets every document pass.
    pub(super) fn new(anchors: &[String], open: bool) -> Self {
        let anchors: Vec<Anchor> = anchors
            .iter()
            .filter_map(|text| Anchor::new(text))
            .collect();
        let others = HIDING.iter().chain([&OWN_NAME]);
        let longest = anchors
            .iter()
            .map(|anchor| anchor.probe.needle().len())
            .chain(others.clone().map(|other| other.len()))
            .max()
            .unwrap_or(0);
        Self {
            longest,
            open,
            others: others.map(|other| Finder::new(*other)).collect(),
            anchors,
        }
    }

    /// Whether a file has to be parsed at all: it holds an anchor (of one with several words the longest, since a line may end
    /// beside it) or something that could hide one.
    pub(super) fn admits(&self, text: &str) -> bool {
        let found = |lower: &[u8]| {
            self.anchors
                .iter()
                .any(|anchor| anchor.probe.find(lower).is_some())
                || self.others.iter().any(|other| other.find(lower).is_some())
        };
        self.open || in_chunks(text.as_bytes(), self.longest, found)
    }

    /// Whether a block's plain text holds an anchor.
    pub(super) fn is_on_subject(&self, text: &str) -> bool {
        let found = |lower: &[u8]| {
            self.anchors
                .iter()
                .any(|anchor| anchor.probe.find(lower).is_some())
        };
        if self.open {
            return true;
        }
        // Of the blocks of a document on the subject the first few hold an anchor, so that the exact look is rare.
        in_chunks(text.as_bytes(), self.longest, found)
            && self.anchors.iter().any(|anchor| anchor.stands_in(text))
    }
}

impl Anchor {
    fn new(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let at = (0..words.len()).max_by_key(|&at| words[at].len())?;
        Some(Self {
            probe: Finder::new(words[at].as_bytes()).into_owned(),
            before: words[..at]
                .iter()
                .rev()
                .map(|word| Box::from(*word))
                .collect(),
            after: words[at + 1..]
                .iter()
                .map(|word| Box::from(*word))
                .collect(),
        })
    }

    fn stands_in(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.probe.find_iter(lower.as_bytes()).any(|at| {
            let mut before = lower.get(..at);
            for word in &self.before {
                before = before.and_then(|text| text.trim_end().strip_suffix(&**word));
            }
            let mut after = lower.get(at + self.probe.needle().len()..);
            for word in &self.after {
                after = after.and_then(|text| text.trim_start().strip_prefix(&**word));
            }
            before.is_some() && after.is_some()
        })
    }
}

/// Whether `found` holds of a chunk of `bytes` in lower case; chunks overlap by `longest`, so that nothing falls between two.
fn in_chunks(bytes: &[u8], longest: usize, found: impl Fn(&[u8]) -> bool) -> bool {
    let mut lower = Vec::with_capacity(bytes.len().min(CHUNK + longest));
    let mut start = 0;
    while start < bytes.len() {
        let end = bytes.len().min(start + CHUNK + longest);
        lower.clear();
        lower.extend_from_slice(&bytes[start..end]);
        lower.make_ascii_lowercase();
        if found(&lower) {
            return true;
        }
        start += CHUNK;
    }
    false
}
