//! Tests of the whole program from outside. One binary, so that it links once. What is said of a text belongs in a document
//! (`documents`) or in the examples of a rule file; what is left belongs here.

/// `docs/accuracy.md`: that its figures are those measured, and the way to write it anew.
mod accuracy;
/// The rooms, their arrows and the house rules, read from ARCHITECTURE.md and the source.
mod architecture;
/// Baselines: what brings a known finding back, and what does not.
mod baseline;
/// Bibliographies: which are read, and what is said of those that cannot be.
mod bibliographies;
/// Arguments, files, standard streams and exit status.
mod cli;
/// How well the rules do on the labelled texts of `tests/corpus/`, against floors.
mod corpus;
/// Documents with all that is said of them: `examples/` and `tests/documents/`.
mod documents;
/// The page on what works measured, held to the records.
mod evidence;
/// `docs/how-it-reads.md`: that `caveat why` shows its sentences as they stand there.
mod how_it_reads;
/// Marks that cite: the styles of real papers, the labelled sentences, and that no mark changes a claim.
mod marks;
/// That neither a direction nor a legal model is treated differently from another.
mod neutrality;
/// How well the general pack reads sentences of other fields.
mod other_fields;
/// What holds for every document, over documents put together at random.
mod properties;
/// Settings: which file counts, what it changes, what is said of mistakes in it, and the exit status.
mod settings;
/// Suppressions: one document for each form and each place.
mod suppression;
