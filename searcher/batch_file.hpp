// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A line of a batch.
struct BatchLine {
  std::size_t number = 0;  ///< in the file, from 1
  std::string qid;
  std::string query;
  std::string_view fault;  ///< what is wrong with the line; else empty
};

/// The queries of a batch, `QID<TAB>QUERY` a line, read as they are asked for:
/// the file may be a pipe. One thread.
class BatchFile {
public:
  /// `-` is stdin. Throws UsageError where there is no such file.
  explicit BatchFile(const std::string& path);
  /// `name` for messages.
  BatchFile(std::istream& in, std::string name) : in_(&in), name_(std::move(name)) {}

  /// The next line that is not empty; nothing at the end. A line is never held
  /// beyond max_line_bytes. Throws Error where the file cannot be read on.
  std::optional<BatchLine> next();

  /// What is called FILE in messages.
  const std::string& name() const { return name_; }

  static constexpr std::size_t max_line_bytes = 2'000'000;

private:
  bool read_line(std::string& line);

  std::ifstream file_;
  std::istream* in_;
  std::string name_;
  std::size_t lines_read_ = 0;
};

}  // namespace demarche
