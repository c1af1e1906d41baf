use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::source::SourceFile;

/// The largest file that is read, in bytes. Offsets are `u32`, and a policy document is a thousand times smaller; what is
/// larger is some other kind of file under a Markdown name.
pub const MAX_FILE_SIZE: u64 = 64 * 1024 * 1024;

/// A file that could not be read: which one, why, and what to do about it, in one line.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {name}: {fault}")]
pub struct ReadError {
    /// The path, or the name given to standard input.
    pub name: String,
    /// Why.
    pub fault: ReadFault,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// Nothing has this name.
    #[error(
        "there is no such file or folder; check its spelling, and that the path starts at the current folder"
    )]
    Missing,
    /// A symbolic link that leads nowhere, or round in a circle.
    #[error("it is a symbolic link to {}, which cannot be reached; mend the link or remove it", .target.display())]
    BrokenLink {
        /// Where it points.
        target: PathBuf,
    },
    /// A folder where one file is wanted.
    #[error("it is a folder; name a file in it")]
    Folder,
    /// A named pipe, socket or device: reading it could wait for ever, so it is never opened.
    #[error(
        "it is a {kind}, not a file; to check text from another program, pipe it in and name it `-`"
    )]
    Special {
        /// What it is, in words.
        kind: &'static str,
    },
    /// The system refused.
    #[error("{cause}; allow reading it, or leave it out")]
    Refused {
        /// What the system said.
        cause: io::Error,
    },
    /// Reading began and failed.
    #[error("{cause}")]
    Broken {
        /// What the system said.
        cause: io::Error,
    },
    /// Larger than the limit.
    #[error(
        "it has more than {limit} bytes, the most that one file may have; split it, leave it out, or raise the limit with --max-file-size"
    )]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Text, in another encoding.
    #[error("it is encoded as {encoding}; save it again as UTF-8")]
    OtherEncoding {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// Neither UTF-8 nor an encoding that can be told from its first bytes.
    #[error(
        "it is not UTF-8 text: byte 0x{byte:02X} on line {line} belongs to no character; save it again as UTF-8"
    )]
    NotUtf8 {
        /// The first byte that fits in no character.
        byte: u8,
        /// Its line, from 1.
        line: usize,
    },
}

/// Reads one file, of at most `limit` bytes ([`MAX_FILE_SIZE`], unless the user raises it).
///
/// # Errors
/// When there is no such file, it is not a regular file, the system refuses, it is too large, or it is not UTF-8.
pub fn read(path: &Path, limit: u64) -> Result<SourceFile, ReadError> {
    read_as(path, &path.display().to_string(), limit)
}

/// The same for a file that is shown by another name than its path.
///
/// # Errors
/// Those of [`read`].
pub fn read_as(path: &Path, name: &str, limit: u64) -> Result<SourceFile, ReadError> {
    let name = name.to_owned();
    match read_bytes(path, limit).and_then(decode) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(fault) => Err(ReadError { name, fault }),
    }
}

/// Reads a stream (standard input) to its end, as a file called `name` of at most `limit` bytes.
///
/// # Errors
/// When reading fails, it is too large, or it is not UTF-8.
pub fn read_stream(name: &str, stream: &mut dyn Read, limit: u64) -> Result<SourceFile, ReadError> {
    match read_to_limit(stream, 0, limit).and_then(decode) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(fault) => Err(ReadError {
            name: name.to_owned(),
            fault,
        }),
    }
}

/// Why there is nothing to read or walk at `path`; none where a file or folder can be reached.
///
/// # Errors
/// [`ReadFault::Missing`], [`ReadFault::BrokenLink`] or [`ReadFault::Refused`].
pub(super) fn reach(path: &Path) -> Result<fs::Metadata, ReadFault> {
    fs::metadata(path).map_err(|cause| out_of_reach(cause, fs::read_link(path).ok()))
}

/// What the system's error means for a path that is a symbolic link to `target`, if it is one.
pub(super) fn out_of_reach(cause: io::Error, target: Option<PathBuf>) -> ReadFault {
    match (cause.kind(), target) {
        (io::ErrorKind::PermissionDenied, _) => ReadFault::Refused { cause },
        (_, Some(target)) => ReadFault::BrokenLink { target },
        (io::ErrorKind::NotFound | io::ErrorKind::NotADirectory, _) => ReadFault::Missing,
        _ => ReadFault::Refused { cause },
    }
}

fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFault> {
    let metadata = reach(path)?;
    if metadata.is_dir() {
        return Err(ReadFault::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadFault::Special {
            kind: kind(metadata.file_type()),
        });
    }
    if metadata.len() > limit {
        return Err(ReadFault::TooLarge { limit });
    }
    let mut file = File::open(path).map_err(|cause| ReadFault::Refused { cause })?;
    read_to_limit(&mut file, metadata.len(), limit)
}

/// The size that the system states, at most `limit`, saves growing the buffer; it is not trusted further, since a file can
/// grow and a stream has none.
fn read_to_limit(stream: &mut dyn Read, size: u64, limit: u64) -> Result<Vec<u8>, ReadFault> {
    let mut bytes = Vec::with_capacity(size as usize + 1);
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|cause| ReadFault::Broken { cause })?;
    if bytes.len() as u64 > limit {
        return Err(ReadFault::TooLarge { limit });
    }
    Ok(bytes)
}

#[cfg(unix)]
fn kind(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if file_type.is_fifo() {
        "named pipe"
    } else if file_type.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn kind(_: FileType) -> &'static str {
    "device"
}

fn decode(bytes: Vec<u8>) -> Result<String, ReadFault> {
    if let Some(encoding) = other_encoding(&bytes) {
        return Err(ReadFault::OtherEncoding { encoding });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        ReadFault::NotUtf8 {
            byte: bytes[at],
            line: memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1,
        }
    })
}

/// How many bytes are looked at to tell an encoding that has no byte order mark.
const SAMPLE: usize = 1024;

/// UTF-32 or UTF-16, told by its byte order mark (Unicode, section 23.8) or, for UTF-16 without one, by its zero bytes: in
/// European text nearly every second byte is zero, always on the same side.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some("UTF-16"),
        _ => {}
    }
    let (pairs, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = 2 * first.max(second) > pairs.len();
    (pairs.len() >= 2 && most && first.min(second) == 0).then_some("UTF-16")
}
