// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "indexer/readers/reader.hpp"
#include "indexer/sources/line_chunks.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

/// A line as a reader of chunks sees it; `record` is 0 where it is blank.
struct SeenLine {
  std::uint64_t line;
  std::uint64_t record;
  std::string bytes;
  bool operator==(const SeenLine&) const = default;
};

std::ostream& operator<<(std::ostream& out, const SeenLine& line) {
  return out << line.line << '/' << line.record << " '" << line.bytes << '\'';
}

constexpr const char* too_long = "(too long)";

std::unique_ptr<ByteStream> opened(const std::string& path, std::uint64_t* bytes_read = nullptr) {
  return std::make_unique<FileStream>(std::move(*open_regular_file(path)), bytes_read);
}

std::vector<LineChunk> chunks_of(LineChunks source) {
  std::vector<LineChunk> chunks;
  while (true) {
    auto chunk = source.next();
    REQUIRE(chunk);
    if (!*chunk) break;
    chunks.push_back(std::move(**chunk));
  }
  CHECK_FALSE(*source.next());
  return chunks;
}

std::vector<SeenLine> lines_of(const std::vector<LineChunk>& chunks) {
  std::vector<SeenLine> seen;
  for (const LineChunk& chunk : chunks) {
    std::uint64_t line = chunk.first_line;
    std::uint64_t record = chunk.first_record;
    if (chunk.is_too_long) seen.push_back({line, record, too_long});
    CHECK(chunk.is_too_long == chunk.bytes.empty());
    for (std::size_t at = 0; at < chunk.bytes.size(); ++line) {
      const std::size_t end = std::min(chunk.bytes.find('\n', at), chunk.bytes.size());
      std::string bytes = chunk.bytes.substr(at, end - at);
      const bool is_blank = is_blank_line(bytes);
      seen.push_back({line, is_blank ? 0 : record++, std::move(bytes)});
      at = end + 1;
    }
  }
  return seen;
}

/// What LineChunks should say, worked out from all bytes at once.
std::vector<SeenLine> expected_lines(std::string_view bytes, std::size_t max_line_bytes) {
  std::vector<SeenLine> lines;
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  std::uint64_t record = 0;
  while (!bytes.empty()) {
    const std::string line(bytes.substr(0, bytes.find('\n')));
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
    const bool is_too_long = line.size() > max_line_bytes;
    const bool is_record = is_too_long || !is_blank_line(line);
    if (is_record) ++record;
    lines.push_back({lines.size() + 1, is_record ? record : 0, is_too_long ? too_long : line});
  }
  return lines;
}

std::string random_file(std::mt19937& random) {
  std::string bytes = random() % 4 == 0 ? "\xef\xbb\xbf" : "";
  for (auto lines = random() % 30; lines > 0; --lines) {
    const unsigned kind = random() % 4;
    if (kind == 0) bytes += std::string(random() % 3, ' ') + (random() % 2 == 0 ? "\r" : "");
    if (kind == 1) bytes += std::string(random() % 200, 'x');
    if (kind > 1) bytes += std::string(random() % 10, 'y');
    bytes += '\n';
  }
  if (random() % 2 == 0) bytes += "last";
  return bytes;
}

}  // namespace

TEST_CASE("a file is given in whole lines that know their numbers", "[line_chunks]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("a.jsonl",
                                 "\xef\xbb\xbf"
                                 "one\n\n \t\r\ntwo\r\nthree");
  const std::vector<SeenLine> all = {
      {1, 1, "one"}, {2, 0, ""}, {3, 0, " \t\r"}, {4, 2, "two\r"}, {5, 3, "three"}};
  const auto whole = chunks_of(LineChunks(opened(path)));
  REQUIRE(whole.size() == 1);
  CHECK(whole.front().bytes == "one\n\n \t\r\ntwo\r\nthree");
  CHECK(lines_of(whole) == all);

  const auto single = chunks_of(LineChunks(opened(path), 1));
  CHECK(single.size() == 5);
  CHECK(lines_of(single) == all);
  CHECK(single[3].first_line == 4);
  CHECK(single[3].first_record == 2);
}

TEST_CASE("a chunk holds as many lines as fit into a slice", "[line_chunks]") {
  const test::TemporaryFolder folder;
  const auto chunks = chunks_of(LineChunks(opened(folder.write("a", "1\n2\n3\n45678\n9\n")), 5));
  REQUIRE(chunks.size() == 4);
  CHECK(chunks[0].bytes == "1\n2\n");
  CHECK(chunks[1].bytes == "3\n");
  CHECK(chunks[2].bytes == "45678\n");
  CHECK(chunks[3].bytes == "9\n");
}

TEST_CASE("an empty file has no lines, with or without a byte order mark", "[line_chunks]") {
  const test::TemporaryFolder folder;
  CHECK(chunks_of(LineChunks(opened(folder.write("a", "")))).empty());
  CHECK(chunks_of(LineChunks(opened(folder.write("b", "\xef\xbb\xbf")), 1)).empty());
}

TEST_CASE("the lines are the same in slices of any size", "[line_chunks][law]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(1);
  for (int round = 0; round < 100; ++round) {
    const std::string bytes = random_file(random);
    const std::string path = folder.write("a", bytes);
    for (const std::size_t slice : {1U, 2U, 3U, 7U, 64U, 100U, 4096U, 1U << 20U}) {
      for (const std::size_t limit : {8U, 99U, 1U << 20U}) {
        CAPTURE(bytes, slice, limit);
        LineChunks source(opened(path), slice, limit);
        const auto chunks = chunks_of(std::move(source));
        CHECK(lines_of(chunks) == expected_lines(bytes, limit));
        for (const LineChunk& chunk : chunks)
          CHECK(chunk.bytes.size() <= std::max(slice, limit + 1));
      }
    }
  }
}

TEST_CASE("a line too long to be held is passed over and reported", "[line_chunks]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a", "one\n");
  // 200 MiB of NULs that take no place on the disk.
  constexpr off_t long_line_end = 200 << 20;
  {
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    REQUIRE(pwrite(file.number(), "\ntwo\n", 5, long_line_end) == 5);
  }
  std::uint64_t bytes_read = 0;
  LineChunks source(opened(path, &bytes_read));
  std::vector<LineChunk> chunks;
  while (auto chunk = *source.next()) chunks.push_back(std::move(*chunk));
  CHECK(lines_of(chunks) == std::vector<SeenLine>{{1, 1, "one"}, {2, 2, too_long}, {3, 3, "two"}});
  CHECK(bytes_read == static_cast<std::uint64_t>(long_line_end) + 5);
}

TEST_CASE("a line as long as may be is held", "[line_chunks]") {
  const test::TemporaryFolder folder;
  const std::string line(max_statement_bytes, 'x');
  const std::string path = folder.write("a", line + "\n" + line + "x\n" + line + "x");
  const auto chunks = chunks_of(LineChunks(opened(path)));
  REQUIRE(chunks.size() == 3);
  CHECK(chunks[0].bytes.size() == line.size() + 1);
  CHECK(chunks[1].is_too_long);
  CHECK(chunks[2].is_too_long);
}

TEST_CASE("lines come from a pipe too", "[line_chunks]") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  {
    const Descriptor writer(ends[1]);
    REQUIRE(write(writer.number(), "one\ntwo", 7) == 7);
  }
  const auto chunks = chunks_of(LineChunks(std::make_unique<FileStream>(Descriptor(ends[0]))));
  CHECK(lines_of(chunks) == std::vector<SeenLine>{{1, 1, "one"}, {2, 2, "two"}});
}

TEST_CASE("what can't be read gives a reason, and nothing after it", "[line_chunks]") {
  const test::TemporaryFolder folder;
  CHECK(open_regular_file(folder.path_of("gone")).error() == "No such file or directory");
  CHECK(open_regular_file(folder.path()).error() == "no regular file");
  REQUIRE(mkfifo(folder.path_of("fifo").c_str(), 0600) == 0);
  CHECK(open_regular_file(folder.path_of("fifo")).error() == "no regular file");

  LineChunks source(
      std::make_unique<FileStream>(Descriptor(open(folder.path().c_str(), O_RDONLY | O_CLOEXEC))));
  CHECK(source.next().error() == "Is a directory");
  CHECK_FALSE(*source.next());
}

TEST_CASE("where reading fails, the whole lines before are given first", "[line_chunks]") {
  class FailingStream : public ByteStream {
  public:
    tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override {
      if (at_ == 12) return tl::make_unexpected(std::string("a bad sector"));
      const std::size_t count = std::min(bytes, 12 - at_);
      std::string("one\ntwo\nthr").copy(to, count, at_);
      at_ += count;
      return count;
    }

  private:
    std::size_t at_ = 0;
  };
  for (const std::size_t slice : {1U, 4U, 100U}) {
    LineChunks source(std::make_unique<FailingStream>(), slice);
    std::string lines;
    auto chunk = source.next();
    for (; chunk && *chunk; chunk = source.next()) lines += (*chunk)->bytes;
    CHECK(lines == "one\ntwo\n");
    CHECK(chunk.error() == "a bad sector");
    CHECK_FALSE(*source.next());
  }
}
