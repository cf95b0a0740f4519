// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "common/terminal.hpp"

namespace demarche {

/// Tells on stderr how far the run is: one line that is written over on a terminal;
/// where --progress asks for it elsewhere, a line now and then.
class Progress {
public:
  explicit Progress(ColorChoice choice);

  /// So many more files are to come; so many bytes of them are to be read.
  void expect(std::size_t files) { expected_ += files; }
  void expect_bytes(std::uint64_t bytes) { expected_bytes_ += bytes; }
  /// One more file begins.
  void advance() { ++done_; }
  /// So many bytes were read so far.
  void update(std::uint64_t bytes);
  /// Takes the line away.
  void finish();

private:
  using Clock = std::chrono::steady_clock;
  enum class Kind { none, terminal, lines };

  Kind kind_;
  std::size_t expected_ = 0;
  std::uint64_t expected_bytes_ = 0;
  std::size_t done_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_;
};

/// `12 of 40 files, 1.5 MB, 0.5 MB/s, 0:07 left`; without the last part where
/// `expected_bytes` is not more than `bytes`, or nothing was read yet.
std::string progress_line(std::size_t done, std::size_t expected, std::uint64_t bytes,
                          std::uint64_t expected_bytes, double seconds);

}  // namespace demarche
