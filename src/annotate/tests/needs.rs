use super::*;
use crate::annotate::grow::Grower;
use crate::annotate::label::Label;
use crate::annotate::needs::{BITS, Need, find_needs};
use crate::annotate::trie::NodeId;

fn word(id: u32) -> Label {
    Label::word(WordId(id), false)
}

fn need(words: &[u32]) -> Need {
    let mut need = Need::default();
    words.iter().for_each(|&id| need.add(word(id)));
    need
}

/// A trie of phrases, and what each node on the way of the first one needs, where word `n` costs `costs[n]`.
fn needs(phrases: &[&[Label]], costs: &[u64]) -> Vec<Need> {
    let mut trie = Grower::new(1, 16);
    let mut way = vec![NodeId(0)];
    for (index, phrase) in phrases.iter().enumerate() {
        let mut node = NodeId(0);
        for &label in *phrase {
            node = trie.extend(node, label);
            if index == 0 {
                way.push(node);
            }
        }
        trie.end_here(node, PhraseId(index as u32));
    }
    trie.finish();
    let mut of_bits = [1; BITS];
    of_bits[..costs.len()].copy_from_slice(costs);
    let (places, needs) = find_needs(&trie, &of_bits);
    way.iter()
        .map(|node| needs[places[node.index()] as usize])
        .collect()
}

#[test]
fn a_node_needs_the_least_common_word_behind_it() {
    let phrase = [word(1), word(2), word(3)];
    assert_eq!(
        needs(&[&phrase], &[0, 10, 1, 5]),
        [need(&[2]), need(&[2]), need(&[3]), need(&[])]
    );
}

#[test]
fn a_node_with_two_ways_needs_one_word_of_either() {
    let long = [word(1), word(2), word(4)];
    let short = [word(1), word(3)];
    assert_eq!(
        needs(&[&long, &short], &[0, 10, 5, 5, 7]),
        [need(&[2, 3]), need(&[2, 3]), need(&[4]), need(&[])]
    );
}

#[test]
fn nothing_is_needed_where_a_phrase_ends_or_any_word_will_do() {
    let whole = [word(1), word(2)];
    let beginning = [word(1)];
    assert_eq!(
        needs(&[&whole, &beginning], &[0, 5, 1]),
        [need(&[1]), need(&[]), need(&[])]
    );
    let open = [word(1), Label::ANY_WORD];
    assert_eq!(needs(&[&open], &[0, 5]), [need(&[1]), need(&[]), need(&[])]);
}

#[test]
fn what_stands_behind_a_gap_is_needed_before_it() {
    let phrase = [word(1), Label::gap(3), word(2)];
    assert_eq!(
        needs(&[&phrase], &[0, 9, 1]),
        [need(&[2]), need(&[2]), need(&[2]), need(&[])]
    );
}

#[test]
fn words_and_lists_are_met_by_themselves_alone() {
    let reference = |list| {
        let mut need = Need::default();
        need.add(Label::reference(list, false));
        need
    };
    assert!(need(&[1, 2]).meets(&need(&[2, 3])));
    assert!(!need(&[1, 2]).meets(&need(&[3])));
    assert!(!need(&[1]).meets(&reference(1)));
    assert!(reference(1).meets(&reference(1)));
}
