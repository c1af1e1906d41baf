use crate::document::LinkWords;

/// Whether a link or bare address leads to something that can be read as a source. Not to a place in the same document or on the
/// same site, to anybody's mail, to a site of social media, or to the home page of a site. `own` is the address of the
/// document's own site.
pub(super) fn is_source(address: &str, own: Option<&str>, words: &LinkWords) -> bool {
    let address = address.trim();
    if address.is_empty() || address.starts_with('#') {
        return false;
    }
    let Some((host, path)) = split(address) else {
        // A scheme without a host leads to mail, a telephone, a script; a DOI is a source.
        let scheme = address.split_once(':').map(|(scheme, _)| scheme);
        if let Some(scheme) = scheme.filter(|it| it.bytes().all(|b| b.is_ascii_alphabetic())) {
            return scheme.eq_ignore_ascii_case("doi");
        }
        // A file beside the document; else a page of the same site.
        return address.starts_with("10.") || is_document(address, words);
    };
    let is_own = own
        .and_then(split)
        .is_some_and(|(own, _)| is_within(&host, &own));
    if is_own {
        return is_document(&path, words);
    }
    let social = words.social.iter().any(|site| is_within(&host, site));
    !social && !is_home_page(&path, words)
}

/// Host, in lower case and without `www.`, and path of a URL.
fn split(url: &str) -> Option<(String, String)> {
    let rest = match url.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => rest,
        _ if url
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("www.")) =>
        {
            url
        }
        _ => return None,
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end]
        .rsplit('@')
        .next()
        .unwrap_or("")
        .to_ascii_lowercase();
    let host = host.split(':').next().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    Some((host, rest[end..].to_owned()))
}

/// Whether a host is a site or a part of it.
fn is_within(host: &str, site: &str) -> bool {
    host.strip_suffix(site)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether an address has no path, or one that home pages and pages of contact have: `/`, `/index.html`, `/en/`, `/@name`.
fn is_home_page(path: &str, words: &LinkWords) -> bool {
    if path.contains('?') {
        return false;
    }
    let path = path.split('#').next().unwrap_or("").to_ascii_lowercase();
    let path = path.trim_matches('/');
    path.is_empty()
        || words.pages.iter().any(|page| match page.strip_suffix('*') {
            Some(start) => path.starts_with(start) && !path.contains('/'),
            None => path == &**page,
        })
}

/// Whether an address is that of a file that people read: `audit.pdf`.
fn is_document(address: &str, words: &LinkWords) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or("");
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| words.files.contains(&*extension.to_ascii_lowercase()))
}
