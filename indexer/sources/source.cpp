// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/source.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "common/error.hpp"
#include "common/program.hpp"
#include "common/text/utf8.hpp"

namespace demarche {
namespace {

struct FolderCloser {
  void operator()(DIR* folder) const { closedir(folder); }
};
using Folder = std::unique_ptr<DIR, FolderCloser>;

std::int64_t modification_time_ns(const struct stat& status) {
  constexpr std::int64_t ns_per_second = 1'000'000'000;
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * ns_per_second +
         static_cast<std::int64_t>(status.st_mtim.tv_nsec);
}

/// The path without symlinks, and what is there. Throws UsageError where nothing is.
std::string real_path(const std::string& path, struct stat& status) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr),
                                                         &std::free);
  if (real == nullptr || stat(path.c_str(), &status) != 0) {
    throw UsageError(fmt::format("cannot open '{}': {}", path, std::strerror(errno)));
  }
  return real.get();
}

/// Lists one root, folder by folder.
class Walk {
public:
  explicit Walk(std::string root) : root_(std::make_shared<const std::string>(std::move(root))) {
    listing_.root = *root_;
  }

  void add_root_file(const struct stat& status) {
    const std::size_t slash = listing_.root.rfind('/');
    add_file(listing_.root, std::string_view(listing_.root).substr(slash + 1), status);
  }

  void add_tree() {
    // Folders that wait: a stack of our own, since a tree may be deeper than
    // the program's.
    std::vector<std::string> folders = {std::string()};
    while (!folders.empty()) {
      check_interrupted();
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      add_folder(folder, folders);
    }
  }

  SourceListing finish() {
    const auto by_name = [](const auto& left, const auto& right) { return left.name < right.name; };
    std::sort(listing_.files.begin(), listing_.files.end(), by_name);
    skip_repeated_names();
    listing_.files.shrink_to_fit();
    std::sort(listing_.skipped.begin(), listing_.skipped.end(), by_name);
    return std::move(listing_);
  }

private:
  /// `folder`: relative to the root, empty or with a `/` at its end.
  void add_folder(const std::string& folder, std::vector<std::string>& folders) {
    const std::string path = listing_.root + '/' + folder;
    const Folder handle(opendir(path.c_str()));
    if (handle == nullptr) {
      skip_folder(folder, errno);
      return;
    }
    while (true) {
      errno = 0;
      const dirent* entry = readdir(handle.get());
      if (entry == nullptr) break;
      const std::string_view name = entry->d_name;
      if (name.front() != '.') add_entry(folder + std::string(name), folders);
    }
    if (errno != 0) skip_folder(folder, errno);
  }

  void add_entry(const std::string& relative, std::vector<std::string>& folders) {
    const std::string path = listing_.root + '/' + relative;
    struct stat link {};
    struct stat target {};
    if (lstat(path.c_str(), &link) != 0) {
      // Gone since the folder was read: as if it had never been there.
      if (errno != ENOENT) skip(relative, std::strerror(errno));
    } else if (stat(path.c_str(), &target) != 0) {
      skip(relative, fmt::format("broken link: {}", std::strerror(errno)));
    } else if (S_ISREG(target.st_mode)) {
      add_file(path, relative, target);
    } else if (S_ISDIR(target.st_mode) && S_ISLNK(link.st_mode)) {
      skip(relative, "link to a folder: not followed");
    } else if (S_ISDIR(target.st_mode)) {
      folders.push_back(relative + '/');
    } else {
      skip(relative, "no regular file");
    }
  }

  void add_file(const std::string& path, std::string_view relative, const struct stat& status) {
    SourceFile file;
    file.root = root_;
    file.name = valid_name(relative);
    if (file.path() != path) file.other_path = path;
    file.size_bytes = static_cast<std::uint64_t>(status.st_size);
    file.modified_ns = modification_time_ns(status);
    listing_.files.push_back(std::move(file));
  }

  void skip(std::string_view relative, std::string reason) {
    listing_.skipped.push_back({valid_name(relative), std::move(reason)});
  }

  void skip_folder(const std::string& folder, int error) {
    if (folder.empty()) {
      throw UsageError(
          fmt::format("cannot read folder '{}': {}", listing_.root, std::strerror(error)));
    }
    skip(folder, fmt::format("cannot read folder: {}", std::strerror(error)));
  }

  /// A name with a stray byte FF, and one with a literal `%FF`, would be one id.
  void skip_repeated_names() {
    auto& files = listing_.files;
    const auto repeats = [](const SourceFile& left, const SourceFile& right) {
      return left.name == right.name;
    };
    for (auto first = std::adjacent_find(files.begin(), files.end(), repeats); first != files.end();
         first = std::adjacent_find(first, files.end(), repeats)) {
      listing_.skipped.push_back({first->name, "two files' names are written so"});
      first = files.erase(first + 1) - 1;
    }
  }

  const std::shared_ptr<const std::string> root_;
  SourceListing listing_;
};

}  // namespace

std::string valid_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint here = code_point_at(name, at);
    if (here.valid) {
      out.append(name, at, here.bytes);
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(name[at]));
    }
    at += here.bytes;
  }
  return out;
}

SourceListing list_sources(const std::string& path) {
  if (path == stdin_name) {
    const std::string name(stdin_name);
    return {name, {{std::make_shared<const std::string>(name), name, name, 0, 0}}, {}};
  }
  struct stat status {};
  Walk walk(real_path(path, status));
  if (S_ISDIR(status.st_mode)) {
    walk.add_tree();
  } else if (S_ISREG(status.st_mode)) {
    walk.add_root_file(status);
  } else {
    throw UsageError(fmt::format("'{}' is neither a file nor a folder", path));
  }
  return walk.finish();
}

}  // namespace demarche
