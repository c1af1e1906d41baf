/// A DOI has at most this many bytes; the standard sets no limit, and the longest that are known have less than half of it.
const MAX_DOI: usize = 512;

/// Digits and dots of the one who registered a DOI.
const MAX_REGISTRANT: usize = 24;

/// The first DOI in a text (`10.1/x`, `doi:10.1/x`, `https://doi.org/10.1/x`), in lower case: DOIs do not tell case apart.
///
/// The form is that of the DOI Handbook, section 2.2 (prefix `10.` and a registrant of digits and dots, a slash, a suffix of any
/// printing characters); as in Crossref's advice for texts, a suffix ends at white space, quotes and angle brackets, and
/// neither with punctuation nor with a bracket that opens outside of it.
pub fn doi_in(text: &str) -> Option<String> {
    let text = text.replace("%2F", "/").replace("%2f", "/");
    let start = text.match_indices("10.").find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let inside_number = before.is_some_and(|c| c.is_ascii_digit() || c == '.');
        (!inside_number && has_prefix(&text[at..])).then_some(at)
    })?;
    let rest = &text[start..text.floor_char_boundary(start + MAX_DOI)];
    let length = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"“”{}|^`".contains(c))
        .unwrap_or(rest.len());
    let mut doi = &rest[..length];
    loop {
        let shorter = doi.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_']);
        let unopened = [(')', '('), (']', '[')].into_iter().find(|(close, open)| {
            shorter.ends_with(*close)
                && shorter.matches(*close).count() > shorter.matches(*open).count()
        });
        let shorter = match unopened {
            Some((close, _)) => shorter.strip_suffix(close).unwrap_or(shorter),
            None => shorter,
        };
        if shorter.len() == doi.len() {
            break;
        }
        doi = shorter;
    }
    has_prefix(doi).then(|| doi.to_lowercase())
}

/// `10.1234/x`
fn has_prefix(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("10.") else {
        return false;
    };
    let suffix = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let registrant = rest.len() - suffix.len();
    (1..=MAX_REGISTRANT).contains(&registrant)
        && suffix
            .strip_prefix('/')
            .is_some_and(|suffix| !suffix.is_empty())
}

/// An address without what differs between two ways to write the same one: scheme, `www.`, port, fragment, tracking parameters, the
/// slash at the end; the host in lower case. None for what is no address of the web.
pub fn normal_url(url: &str) -> Option<String> {
    let url = url.trim().trim_matches(['<', '>']);
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        url.get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &url[scheme.len()..])
    });
    let rest = rest.or_else(|| url.starts_with("www.").then_some(url))?;
    let rest = rest.split('#').next().unwrap_or("");
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = match address.find('/') {
        Some(slash) => address.split_at(slash),
        None => (address, ""),
    };
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host
        .strip_suffix(":443")
        .or_else(|| host.strip_suffix(":80"))
        .unwrap_or(host);
    if !host.contains('.') {
        return None;
    }
    let query: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("utm_"))
        .collect();
    let mut normal = format!("{host}{}", path.trim_end_matches('/'));
    if !query.is_empty() {
        normal.push('?');
        normal.push_str(&query.join("&"));
    }
    Some(normal)
}
