// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/record_source.hpp"

#include <fmt/format.h>

#include <utility>

#include "indexer/readers/table_reader.hpp"
#include "indexer/sources/record_chunks.hpp"

namespace demarche {
namespace {

class JsonLinesSource : public RecordSource {
public:
  JsonLinesSource(LineChunks lines, JsonReaders& readers)
      : lines_(std::move(lines)), readers_(readers) {}

  tl::expected<std::optional<LineChunk>, std::string> next() override { return lines_.next(); }

  void read(const LineChunk& chunk, const TakeRecord& take) const override {
    readers_.take()->read(chunk, take);
  }

private:
  LineChunks lines_;
  JsonReaders& readers_;
};

class TableSource : public RecordSource {
public:
  TableSource(LineChunks lines, bool quoted, const RecordNames& names)
      : chunks_(std::move(lines), quoted), quoted_(quoted), names_(names) {}

  tl::expected<std::optional<LineChunk>, std::string> next() override {
    if (!reader_) {
      const auto header = chunks_.header();
      if (!header) return tl::make_unexpected(header.error());
      auto reader = TableReader::from_header(*header, quoted_, names_);
      if (!reader) return tl::make_unexpected(std::move(reader.error()));
      reader_.emplace(std::move(*reader));
      auto first = chunks_.next();
      if (first && *first && (*first)->bytes.find('\0') != std::string::npos)
        return tl::make_unexpected(std::string("not text: it holds NULs"));
      return first;
    }
    return chunks_.next();
  }

  void read(const LineChunk& chunk, const TakeRecord& take) const override {
    reader_->read(chunk, take);
  }

private:
  RecordChunks chunks_;
  bool quoted_;
  const RecordNames& names_;
  std::optional<TableReader> reader_;  ///< before the first chunk is given
};

}  // namespace

std::shared_ptr<RecordSource> open_records(Descriptor file, Form form, JsonReaders& readers,
                                           const RecordNames& names) {
  LineChunks lines(std::move(file));
  if (form == Form::json_lines) return std::make_shared<JsonLinesSource>(std::move(lines), readers);
  return std::make_shared<TableSource>(std::move(lines), form == Form::csv, names);
}

}  // namespace demarche
