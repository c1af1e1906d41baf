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
    first: Finder<'static>,
    /// The words behind the first one.
    rest: Vec<Box<str>>,
}

impl Gate {
    /// A gate for these anchors, in lower case; `open` lets every document pass.
    pub(super) fn new(anchors: &[String], open: bool) -> Self {
        let words = |anchor: &String| {
            let mut words = anchor.split_whitespace().map(Box::from);
            words.next().map(|first: Box<str>| (first, words.collect()))
        };
        let anchors: Vec<(Box<str>, Vec<Box<str>>)> = anchors.iter().filter_map(words).collect();
        let others = HIDING.iter().chain([&OWN_NAME]);
        let longest = anchors
            .iter()
            .map(|(first, _)| first.len())
            .chain(others.clone().map(|other| other.len()))
            .max()
            .unwrap_or(0);
        Self {
            longest,
            open,
            others: others.map(|other| Finder::new(*other)).collect(),
            anchors: anchors
                .into_iter()
                .map(|(first, rest)| Anchor {
                    first: Finder::new(first.as_bytes()).into_owned(),
                    rest,
                })
                .collect(),
        }
    }

    /// Whether a file has to be parsed at all: it holds an anchor (of one with several words the first, since a line may end
    /// behind it) or something that could hide one.
    pub(super) fn admits(&self, text: &str) -> bool {
        let found = |lower: &[u8]| {
            self.anchors
                .iter()
                .any(|anchor| anchor.first.find(lower).is_some())
                || self.others.iter().any(|other| other.find(lower).is_some())
        };
        self.open || in_chunks(text.as_bytes(), self.longest, found)
    }

    /// Whether a block's plain text holds an anchor.
    pub(super) fn is_on_subject(&self, text: &str) -> bool {
        let found = |lower: &[u8]| {
            self.anchors
                .iter()
                .any(|anchor| anchor.first.find(lower).is_some())
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
    fn stands_in(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.first.find_iter(lower.as_bytes()).any(|at| {
            let mut after = lower.get(at + self.first.needle().len()..);
            for word in &self.rest {
                after = after.and_then(|text| text.trim_start().strip_prefix(&**word));
            }
            after.is_some()
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
