// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <random>
#include <string>

#include "tests/support/archive.hpp"

namespace demarche::test {

/// A folder in which files come, change, move and go at random, the same for the same seed.
/// Texts are few, so that many stand in several files.
class RestlessFolder {
public:
  explicit RestlessFolder(unsigned seed) : random_(seed) {}

  Archive archive;

  /// What a reader of the files finds in them: by id, all that is said.
  std::map<std::string, std::string> statements() const;
  void change();

private:
  using Statements = std::map<std::string, std::string>;

  std::size_t pick(std::size_t count) { return random_() % count; }
  std::string sentence();
  std::string text();
  void write_rows(const std::string& name);
  void write_records(const std::string& name);
  void write_text(const std::string& name, const std::string& bytes);
  void write(const std::string& name, const std::string& bytes, const Statements& statements);
  void remove(const std::string& name);
  std::string any_file();
  void rename();

  std::mt19937 random_;
  std::map<std::string, Statements> files_;
  int time_ = 0;
};

}  // namespace demarche::test
