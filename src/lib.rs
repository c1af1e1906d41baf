//! caveat reads Markdown prose and finds claims that link a policy to an outcome, how strongly each is made and what supports
//! it. What it looks for is data: see the folder `rules/`.
//!
//! The interface of this library is not stable yet.

pub mod annotate;
pub mod citation;
pub mod claim;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod linter;
pub mod report;
pub mod rule;
pub mod source;
