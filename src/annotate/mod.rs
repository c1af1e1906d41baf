//! Words, phrases and concepts in a block's text.
//!
//! Owns the phrase language, inflection, the compiled book of phrases and its matcher. Knows no Markdown, no clause, no rule
//! and no word of English. In: the phrases of rule files, then the text of blocks. Out: tokens with word ids, and the places
//! where phrases stand. Start at `Book::annotate`.
