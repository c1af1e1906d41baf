use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::cli::{Failure, Streams};
use crate::report::{Listing, Look, Reporter, Summary};

/// Where findings go.
#[derive(Debug)]
pub(super) struct Output<'a> {
    file: Option<&'a Path>,
}

impl<'a> Output<'a> {
    /// To `file`, or else to standard output. A file that is itself among those to be read is refused, before anything is
    /// lost.
    pub(super) fn new(file: Option<&'a Path>, read: &[PathBuf]) -> Result<Self, Failure> {
        if let Some(output) = file.and_then(|file| file.canonicalize().ok())
            && read
                .iter()
                .any(|path| path.canonicalize().is_ok_and(|path| path == output))
        {
            return Err(Failure::Said(format!(
                "--output {0} would overwrite {0}, which is one of the files to read; name another file",
                file.unwrap_or(&output).display()
            )));
        }
        Ok(Self { file })
    }

    /// Writes the parts in the reporter's format.
    pub(super) fn write<'p>(
        &self,
        reporter: &Reporter,
        listing: Listing,
        parts: impl Iterator<Item = &'p str>,
        summary: &Summary,
        streams: &mut Streams<'_>,
    ) -> Result<(), Failure> {
        let Some(path) = self.file else {
            let mut stdout = BufWriter::new(&mut *streams.stdout);
            reporter.write(listing, parts, summary, &mut stdout)?;
            stdout.flush()?;
            return Ok(());
        };
        let mut bytes = Vec::new();
        reporter.write(listing, parts, summary, &mut bytes)?;
        std::fs::write(path, bytes).map_err(|cause| Failure::Output {
            path: path.to_path_buf(),
            cause,
        })
    }

    /// A file takes neither colour nor links.
    pub(super) fn look(&self, look: Look) -> Look {
        if self.file.is_some() {
            Look::plain()
        } else {
            look
        }
    }
}
