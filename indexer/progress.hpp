// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "common/terminal.hpp"

namespace demarche {

/// One line on stderr that tells how far the run is; on a terminal only,
/// unless asked for.
class Progress {
public:
  explicit Progress(ColorChoice choice);

  /// So many more inputs are to come.
  void expect(std::size_t inputs) { expected_ += inputs; }
  /// One more input begins; `bytes` were read so far.
  void advance(std::uint64_t bytes);
  /// Takes the line away.
  void finish();

private:
  using Clock = std::chrono::steady_clock;

  bool active_;
  std::size_t expected_ = 0;
  std::size_t done_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_{};
};

}  // namespace demarche
