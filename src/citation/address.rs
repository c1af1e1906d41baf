use crate::citation::Address;

impl Address {
    /// The address `url`: a URL, a path, or a DOI with or without `doi:` before it.
    pub fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            doi: doi(url),
        }
    }
}

/// The DOI that an address holds, in lower case, from its prefix on: DOIs are compared without regard to case (DOI Handbook,
/// section 2.4). `%2F` stands for the stroke in some URLs.
fn doi(address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase().replace("%2f", "/");
    let after = |host: &str| lower.find(host).map(|at| at + host.len());
    let start = match after("doi.org/").or_else(|| after("/doi/")) {
        Some(start) => start,
        None => lower
            .strip_prefix("doi:")
            .map_or(0, |rest| lower.len() - rest.len()),
    };
    let name = lower[start..].trim_start();
    // `/doi/abs/10.1000/182` at the door of a publisher
    let name = &name[name
        .find("10.")
        .filter(|at| *at == 0 || name[..*at].ends_with('/'))?..];
    let name = name.split(['?', '#', ' ']).next().unwrap_or(name);
    let name = name.trim_end_matches(['.', ',', ';', ')', '/']);
    let (prefix, suffix) = name.split_once('/')?;
    let registrant = &prefix["10.".len()..];
    let known = (4..=9).contains(&registrant.len())
        && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (known && !suffix.is_empty()).then(|| name.to_owned())
}
