// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/program.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "common/files/descriptor.hpp"

namespace demarche {
namespace {

constexpr rlim_t max_cpu_seconds = 30;
constexpr rlim_t max_memory_bytes = 1U << 30U;
constexpr rlim_t max_output_bytes = 256U << 20U;
constexpr int not_found_status = 127;  // as POSIX has it, where exec failed in the child

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

/// A file in memory that holds `bytes`; a number of -1 where there is no room.
Descriptor memory_file(std::string_view bytes) {
  Descriptor file(memfd_create("pdf", MFD_CLOEXEC));
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t written =
        pwrite(file.number(), bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (written <= 0) return Descriptor();
    at += static_cast<std::size_t>(written);
  }
  return file;
}

/// The bytes of a file in memory, for the object's life.
class MappedFile {
public:
  explicit MappedFile(const Descriptor& file) {
    struct stat status = {};
    if (fstat(file.number(), &status) != 0 || status.st_size == 0) return;
    size_ = static_cast<std::size_t>(status.st_size);
    begin_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number(), 0);
  }
  ~MappedFile() {
    if (begin_ != MAP_FAILED) munmap(begin_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const {
    return begin_ == MAP_FAILED ? std::string_view()
                                : std::string_view(static_cast<const char*>(begin_), size_);
  }

private:
  std::size_t size_ = 0;
  void* begin_ = MAP_FAILED;
};

void limit(pid_t process, __rlimit_resource resource, rlim_t most) {
  const rlimit limits = {most, most};
  prlimit(process, resource, &limits, nullptr);
}

/// Runs it with these for its streams; its status as waitpid has it, or an errno below 0.
int run(const Descriptor& in, const Descriptor& out, const Descriptor& err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.number(), STDERR_FILENO);
  std::array<std::string, 6> arguments = {"pdftotext", "-bbox-layout", "-enc",
                                          "UTF-8",     "/dev/stdin",   "-"};
  std::array<char*, 7> pointers = {};
  std::transform(arguments.begin(), arguments.end(), pointers.begin(),
                 [](std::string& argument) { return argument.data(); });
  pid_t process = 0;
  const int failure =
      posix_spawnp(&process, pointers.front(), &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return -failure;
  limit(process, RLIMIT_CPU, max_cpu_seconds);
  limit(process, RLIMIT_AS, max_memory_bytes);
  limit(process, RLIMIT_FSIZE, max_output_bytes);
  limit(process, RLIMIT_CORE, 0);
  int status = 0;
  pid_t ended = 0;
  do ended = waitpid(process, &status, 0);
  while (ended < 0 && errno == EINTR);
  return ended < 0 ? -errno : status;
}

std::string reason_of_failure(int status, std::string_view messages) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU || signal == SIGKILL)
      return fmt::format("PDF that takes more than {} seconds to read", max_cpu_seconds);
    if (signal == SIGXFSZ) return "PDF with more text than can be held";
    return fmt::format("PDF that pdftotext fails at (signal {})", signal);
  }
  if (messages.find("Incorrect password") != messages.npos) return "the PDF is encrypted";
  // What poppler misses stands at a PDF's end.
  const bool breaks_off = messages.find("trailer dictionary") != messages.npos ||
                          messages.find("xref table") != messages.npos;
  return breaks_off ? "broken PDF: it breaks off, or is none" : "broken PDF";
}

}  // namespace

tl::expected<void, std::string> run_pdftotext(std::string_view pdf,
                                              const std::function<void(std::string_view)>& use) {
  const Descriptor in = memory_file(pdf);
  const Descriptor out = memory_file({});
  const Descriptor err = memory_file({});
  if (in.number() < 0 || out.number() < 0 || err.number() < 0)
    return refusal(fmt::format("no room to read a PDF: {}", std::strerror(errno)));
  const int status = run(in, out, err);
  if (status == -ENOENT ||
      (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == not_found_status))
    return refusal("PDF is not read without pdftotext (Debian package poppler-utils)");
  if (status < 0) return refusal(fmt::format("pdftotext: {}", std::strerror(-status)));
  if (status != 0) return refusal(reason_of_failure(status, MappedFile(err).bytes()));
  use(MappedFile(out).bytes());
  return {};
}

}  // namespace demarche
