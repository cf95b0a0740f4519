// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// A file that may hold statements. There may be millions.
struct SourceFile {
  /// The PATH it was found under, absolute and without symlinks; all files of it have the same.
  std::shared_ptr<const std::string> root;
  std::string
      name;  ///< relative to root (the file name where root is a file), `/` between, valid UTF-8
  std::string other_path;  ///< what to open, where it is not the name below the root
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< since the epoch

  /// What to open.
  std::string path() const { return other_path.empty() ? *root + '/' + name : other_path; }
};

/// The PATH, root and name of stdin.
inline constexpr std::string_view stdin_name = "-";
inline bool is_stdin(const SourceFile& file) { return *file.root == stdin_name; }

/// An input that gave no statement, and why.
struct SkippedInput {
  std::string name;
  std::string reason;
};

/// What a PATH holds.
struct SourceListing {
  std::string root;                   ///< as SourceFile::root
  std::vector<SourceFile> files;      ///< sorted by name, bytewise
  std::vector<SkippedInput> skipped;  ///< unreadable folders, FIFOs, devices, broken links …
};

/// A file's name as valid UTF-8: bytes that are not stand as `%FF`. Only a name that needs it is
/// changed, so a `%` elsewhere stays as it is.
std::string valid_name(std::string_view name);

/// Lists a file, stdin, or a folder and all below it. Names that begin with a dot
/// (`._*`, `.DS_Store`) are left out, below PATH itself. Links to files are followed,
/// links to folders are not, so that no loop can be walked. SourceFile::name is
/// as valid_name() gives it. Throws UsageError where PATH does not exist or cannot be read.
SourceListing list_sources(const std::string& path);

}  // namespace demarche
