// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/effort.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace demarche::test {
namespace {

double number(const char* variable, double otherwise) {
  const char* const value = std::getenv(variable);
  return value != nullptr ? std::atof(value) : otherwise;
}

}  // namespace

Effort::Effort(std::string what, double seconds)
    : what_(std::move(what)),
      end_(std::chrono::steady_clock::now() +
           std::chrono::milliseconds(
               static_cast<std::int64_t>(1000 * number("DEMARCHE_SOAK_SECONDS", seconds)))),
      seed_(static_cast<std::uint64_t>(number("DEMARCHE_SEED", 1))),
      random_(seed_) {}

Effort::~Effort() {
  std::fputs(fmt::format("reliability: {} {} (seed {})\n", tried_, what_, seed_).c_str(), stdout);
  std::fflush(stdout);
}

bool Effort::goes_on() {
  if (std::chrono::steady_clock::now() >= end_) return false;
  ++tried_;
  return true;
}

}  // namespace demarche::test
