// SPDX-License-Identifier: GPL-2.0-or-later
// A library for LD_PRELOAD: a disk that fails, or a power switch. Of the calls that change
// anything below a folder, one fails, or ends the program. Its settings are variables:
//   FAILING_DISK_FOLDER   absolute; what is elsewhere works as ever
//   FAILING_DISK_CALL     write, sync, rename, create, or any
//   FAILING_DISK_FROM     the number of the first such call that fails, from 1
//   FAILING_DISK_ERROR    an errno; `kill` for SIGKILL before the call, `torn` in its midst
//   FAILING_DISK_ONCE     that call alone fails, and not those after it
//   FAILING_DISK_COUNT    a file that the number of such calls is written to at the end

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

std::string_view setting(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

std::atomic<long> calls{0};

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool is_in_folder(std::string_view path) {
  const std::string_view folder = setting("FAILING_DISK_FOLDER");
  return !folder.empty() && path.starts_with(folder);
}

bool is_in_folder(int descriptor) {
  char link[64], path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path);
  return size > 0 && is_in_folder(std::string_view(path, static_cast<std::size_t>(size)));
}

/// Counts a call; whether it is one that must fail.
bool fails(std::string_view call) {
  const std::string_view wanted = setting("FAILING_DISK_CALL");
  if (wanted != "any" && wanted != call) return false;
  const long number = ++calls;
  const long from = std::atol(setting("FAILING_DISK_FROM").data());
  if (from == 0) return false;
  return setting("FAILING_DISK_ONCE").empty() ? number >= from : number == from;
}

/// Sets errno, or does not come back.
void fail() {
  const std::string_view error = setting("FAILING_DISK_ERROR");
  if (error == "kill" || error == "torn") raise(SIGKILL);
  errno = std::atoi(error.data());
}

struct AtEnd {
  ~AtEnd() {
    const std::string_view file = setting("FAILING_DISK_COUNT");
    if (file.empty()) return;
    if (FILE* const out = std::fopen(file.data(), "w")) {
      std::fprintf(out, "%ld", calls.load());
      std::fclose(out);
    }
  }
} at_end;

/// `write` is one that writes so many of the bytes.
template <typename Write>
ssize_t write_or_fail(int descriptor, std::size_t size, const Write& write) {
  if (!is_in_folder(descriptor) || !fails("write")) return write(size);
  if (setting("FAILING_DISK_ERROR") == "torn") write(size / 2);
  fail();
  return -1;
}

template <typename Call>
int call_or_fail(bool counts, std::string_view name, const Call& call) {
  if (!counts || !fails(name)) return call();
  fail();
  return -1;
}

int open_or_fail(const char* name, const char* path, int flags, mode_t mode) {
  const bool creates = (flags & (O_CREAT | O_TRUNC)) != 0 && is_in_folder(path);
  return call_or_fail(creates, "create", [&] {
    return real<int (*)(const char*, int, ...)>(name)(path, flags, mode);
  });
}

mode_t mode_of(int flags, va_list& arguments) {
  return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  return write_or_fail(descriptor, size, [&](size_t count) {
    return real<ssize_t (*)(int, const void*, size_t)>("write")(descriptor, bytes, count);
  });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  return write_or_fail(descriptor, size, [&](size_t count) {
    return real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(descriptor, bytes, count,
                                                                        at);
  });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  return pwrite(descriptor, bytes, size, at);
}

ssize_t sendfile(int to, int from, off_t* at, size_t size) {
  return write_or_fail(to, size, [&](size_t count) {
    return real<ssize_t (*)(int, int, off_t*, size_t)>("sendfile")(to, from, at, count);
  });
}

ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, size_t size,
                        unsigned flags) {
  return write_or_fail(to, size, [&](size_t count) {
    return real<ssize_t (*)(int, off64_t*, int, off64_t*, size_t, unsigned)>("copy_file_range")(
        from, from_at, to, to_at, count, flags);
  });
}

int fsync(int descriptor) {
  return call_or_fail(is_in_folder(descriptor), "sync",
                      [&] { return real<int (*)(int)>("fsync")(descriptor); });
}

int fdatasync(int descriptor) {
  return call_or_fail(is_in_folder(descriptor), "sync",
                      [&] { return real<int (*)(int)>("fdatasync")(descriptor); });
}

int rename(const char* from, const char* to) {
  return call_or_fail(is_in_folder(to), "rename",
                      [&] { return real<int (*)(const char*, const char*)>("rename")(from, to); });
}

int mkdir(const char* path, mode_t mode) {
  return call_or_fail(is_in_folder(path), "create",
                      [&] { return real<int (*)(const char*, mode_t)>("mkdir")(path, mode); });
}

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_or_fail("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_or_fail("open64", path, flags, mode);
}

}  // extern "C"
