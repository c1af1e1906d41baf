use crate::document::enclosure::Enclosures;

/// The places in a block's text that matter for sentences, addresses and notes, found in one look at its bytes.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Where a sentence may end: stops and line feeds.
    pub(super) candidates: Vec<u32>,
    /// Where there may be an address or a note: `:` of a URL or DOI, `@` of a mail address, `^` of a note, the first stop of
    /// `www.` or of a DOI.
    pub(super) addresses: Vec<u32>,
    pub(super) enclosures: Enclosures,
}

impl Scan {
    /// Looks at another text.
    pub(super) fn run(&mut self, text: &str) {
        self.candidates.clear();
        self.addresses.clear();
        self.enclosures.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(step) = bytes[at..]
            .iter()
            .position(|byte| INTERESTING[*byte as usize])
        {
            at += step;
            self.note(text, bytes, at);
            at += 1;
        }
        self.enclosures.sort();
    }

    fn note(&mut self, text: &str, bytes: &[u8], at: usize) {
        let rest = &bytes[at + 1..];
        match bytes[at] {
            b'.' => {
                self.candidates.push(at as u32);
                let doi =
                    bytes[..at].ends_with(b"10") && rest.first().is_some_and(u8::is_ascii_digit);
                if doi || bytes[..at].ends_with(b"www") {
                    self.addresses.push(at as u32);
                }
            }
            b'?' | b'!' | b'\n' => self.candidates.push(at as u32),
            b':' => {
                if rest.starts_with(b"//") || rest.starts_with(b"10.") || rest.starts_with(b" 10.")
                {
                    self.addresses.push(at as u32);
                }
            }
            b'@' => {
                if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
                    self.addresses.push(at as u32);
                }
            }
            b'^' => {
                if rest.starts_with(b"[") {
                    self.addresses.push(at as u32);
                }
            }
            _ if bytes[at..].starts_with("…".as_bytes()) => self.candidates.push(at as u32),
            _ => self.enclosures.mark(text, at),
        }
    }
}

/// Stops, brackets, quotation marks (also by the first byte of those outside of ASCII) and the signs of addresses.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".?!\n()[]\":@^\xc2\xe2";
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
};
