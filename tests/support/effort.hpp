// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <string>

namespace demarche::test {

/// How long a test tries things at random that could go on for ever: $DEMARCHE_SOAK_SECONDS,
/// else the few seconds that it says itself; and with which seed: $DEMARCHE_SEED, else 1.
/// At its end it prints how often it tried. Such tests have the tag [soak].
class Effort {
public:
  /// `what` was tried: "kills".
  Effort(std::string what, double seconds);
  ~Effort();
  Effort(const Effort&) = delete;
  Effort& operator=(const Effort&) = delete;

  /// Whether there is time for one more; counts it.
  bool goes_on();
  std::uint64_t tried() const { return tried_; }
  std::uint64_t seed() const { return seed_; }
  std::mt19937_64& random() { return random_; }
  std::size_t pick(std::size_t below) { return random_() % below; }

private:
  std::string what_;
  std::chrono::steady_clock::time_point end_;
  std::uint64_t seed_;
  std::mt19937_64 random_;
  std::uint64_t tried_ = 0;
};

}  // namespace demarche::test
