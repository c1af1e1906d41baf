use crate::linter::ClaimRow;
use crate::report::{Look, sanitize, text};
use crate::source::SourceFile;

/// Columns of the longest name of a strength.
const STRENGTH: usize = "correlational".len();

/// Columns of the longest name of a direction.
const DIRECTION: usize = "no-effect".len();

/// The claims of one file: its name, then a row each with place, strength, direction, and the words of cause and effect.
/// On a terminal the words are cut to its width; elsewhere they stand whole.
pub(super) fn claims(file: &SourceFile, claims: &[ClaimRow], look: Look) -> String {
    if claims.is_empty() {
        return String::new();
    }
    let places: Vec<String> = claims
        .iter()
        .map(|row| {
            let place = file.position(row.sentence.start());
            format!("{}:{}", place.line, place.column)
        })
        .collect();
    let place_width = places.iter().map(String::len).max().unwrap_or(0);
    let mut out = format!("{}\n", sanitize::name(file.name()));
    for (row, place) in claims.iter().zip(&places) {
        let head = format!(
            "  {place:>place_width$}  {}  {}  ",
            text::pad(row.claim.strength.name(), STRENGTH),
            text::pad(row.claim.direction.name(), DIRECTION),
        );
        out.push_str(&head);
        out.push_str(&words(row, text::width(&head), look));
        out.push('\n');
    }
    out.push('\n');
    out
}

fn words(row: &ClaimRow, used: usize, look: Look) -> String {
    let cause = sanitize::words(&row.cause);
    let effect = sanitize::words(&row.effect);
    let arrow = if look.unicode { " → " } else { " -> " };
    let Some(columns) = look.width else {
        return format!("{cause}{arrow}{effect}");
    };
    let room = columns.saturating_sub(used + text::width(arrow)).max(20);
    let (cause_width, effect_width) = (text::width(&cause), text::width(&effect));
    // The shorter one stays whole when it leaves the other the larger half.
    let half = room / 2;
    let (for_cause, for_effect) = if cause_width + effect_width <= room {
        (cause_width, effect_width)
    } else if cause_width <= half {
        (cause_width, room - cause_width)
    } else if effect_width <= half {
        (room - effect_width, effect_width)
    } else {
        (half, room - half)
    };
    format!(
        "{}{arrow}{}",
        text::fit(&cause, for_cause),
        text::fit(&effect, for_effect)
    )
}
