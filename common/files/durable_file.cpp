// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/files/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "common/files/descriptor.hpp"

namespace demarche {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code write_new_file(const std::string& path, std::string_view bytes) {
  // Not O_TRUNC: whoever planted a link, or a FIFO, there would have it written to.
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.number() < 0) return last_error();
  if (const std::error_code error = write_all(file, bytes)) return error;
  return fsync(file.number()) == 0 ? std::error_code() : last_error();
}

}  // namespace

std::error_code sync_path(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file.number() >= 0 && fsync(file.number()) == 0 ? std::error_code() : last_error();
}

std::error_code replace_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".new";
  if (unlink(beside.c_str()) != 0 && errno != ENOENT) return last_error();
  if (const std::error_code error = write_new_file(beside, bytes)) return error;
  if (std::rename(beside.c_str(), path.c_str()) != 0) return last_error();
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return sync_path(folder.empty() ? "." : folder);
}

}  // namespace demarche
