// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/batch_file.hpp"

#include <fmt/format.h>

#include <iostream>

#include "common/error.hpp"
#include "common/terminal.hpp"

namespace demarche {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

BatchLine split(std::string_view line) {
  BatchLine parts;
  const std::size_t tab = line.find('\t');
  if (line.size() > BatchFile::max_line_bytes) {
    parts.fault = "the line is too long";
  } else if (tab == std::string_view::npos) {
    parts.fault = "the line has no tab";
  } else if (tab == 0) {
    parts.fault = "the line has no QID before its tab";
  } else if (printable(line.substr(0, tab)) != line.substr(0, tab)) {
    // Every form prints the QID, and some for machines print it as it is.
    parts.fault = "the QID has a control character or is not UTF-8";
  } else if (line.find_first_not_of(blanks, tab) == std::string_view::npos) {
    parts.fault = "the line has no query after its tab";
  } else {
    parts.qid = line.substr(0, tab);
    parts.query = line.substr(tab + 1);
  }
  return parts;
}

}  // namespace

BatchFile::BatchFile(const std::string& path)
    : in_(path == "-" ? &std::cin : &file_), name_(path == "-" ? "stdin" : path) {
  if (path == "-") return;
  file_.open(path, std::ios::binary);
  if (!file_) throw UsageError(fmt::format("cannot open {}", path));
}

std::optional<BatchLine> BatchFile::next() {
  for (std::string line; read_line(line);) {
    if (++lines_read_ == 1 && line.starts_with(byte_order_mark))
      line.erase(0, byte_order_mark.size());
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    BatchLine parts = split(line);
    parts.number = lines_read_;
    return parts;
  }
  return std::nullopt;
}

/// False at the end of the file. Of a longer line, one byte more than is
/// allowed is kept, and the rest passed over.
bool BatchFile::read_line(std::string& line) {
  line.clear();
  char byte = 0;
  bool any = false;
  while (in_->get(byte)) {
    if (byte == '\n') return true;
    any = true;
    if (line.size() <= max_line_bytes) line += byte;
  }
  if (in_->bad()) throw Error(fmt::format("cannot read {}", name_));
  return any;
}

}  // namespace demarche
