use std::sync::Arc;

pub use crate::diagnostic::Fault as PackFault;
use crate::source::SourceFile;

/// The fault for what the TOML reader says about a file.
pub(super) fn syntax(file: &Arc<SourceFile>, error: &toml::de::Error) -> PackFault {
    PackFault::toml(file, error)
}
