// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/part_source.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "indexer/readers/archive_source.hpp"
#include "indexer/readers/html/html.hpp"
#include "indexer/readers/mail/mail.hpp"
#include "indexer/readers/office/docx.hpp"
#include "indexer/readers/office/epub.hpp"
#include "indexer/readers/office/odt.hpp"
#include "indexer/readers/pdf/pdf.hpp"
#include "indexer/readers/records/table_reader.hpp"
#include "indexer/readers/tei/tei.hpp"
#include "indexer/sources/json_chunks.hpp"
#include "indexer/sources/mbox_messages.hpp"
#include "indexer/sources/record_chunks.hpp"

namespace demarche {
namespace {

using ReadChunk = std::function<void(const LineChunk&, const TakeRecord&)>;
using NextChunk = tl::expected<std::optional<LineChunk>, std::string>;

/// A chunk that is read by `read`, or the end, or the reason why there is none.
tl::expected<std::optional<Part>, std::string> part_of(NextChunk&& chunk, const ReadChunk& read) {
  if (!chunk) return tl::make_unexpected(std::move(chunk.error()));
  if (!*chunk) return std::nullopt;
  // A function is copied about.
  return [read, held = std::make_shared<const LineChunk>(std::move(**chunk))](
             const TakeRecord& take) { read(*held, take); };
}

/// A file of records without any is told of, as an empty file of another form is.
class RecordCheck {
public:
  /// False where the chunk is the end, and no record has come before.
  bool note(const NextChunk& chunk) {
    if (has_records_ || !chunk) return true;
    if (!*chunk) return false;
    has_records_ = (*chunk)->is_too_long || !is_blank_line((*chunk)->bytes);
    return true;
  }

private:
  bool has_records_ = false;
};

tl::unexpected<std::string> no_records() { return tl::make_unexpected(std::string("no records")); }

class JsonLinesSource : public PartSource {
public:
  JsonLinesSource(std::unique_ptr<ByteStream> file, JsonReaders& readers)
      : lines_(std::move(file)), readers_(readers) {}

  tl::expected<std::optional<Part>, std::string> next() override {
    auto chunk = lines_.next();
    is_cut_off_ = !chunk;
    if (!check_.note(chunk)) return no_records();
    if (chunk && *chunk && (*chunk)->first_line == 1) {
      if (const auto form = form_name_of((*chunk)->bytes))
        return tl::make_unexpected(fmt::format("it holds {}, whatever its name says", *form));
    }
    return part_of(std::move(chunk), [&readers = readers_](const auto& held, const auto& take) {
      readers.take()->read(held, take);
    });
  }

  bool is_cut_off() const override { return is_cut_off_; }

private:
  LineChunks lines_;
  JsonReaders& readers_;
  RecordCheck check_;
  bool is_cut_off_ = false;
};

class JsonSource : public PartSource {
public:
  JsonSource(std::unique_ptr<ByteStream> file, const Reading& reading)
      : chunks_(std::move(file),
                [&names = reading.names](std::string_view key, bool is_string) {
                  return (is_string && names.is_text(key)) || names.has_text_in(key);
                }),
        readers_(reading.json_readers) {}

  tl::expected<std::optional<Part>, std::string> next() override {
    auto chunk = chunks_.next();
    is_cut_off_ = !chunk && chunks_.is_begun();
    if (!check_.note(chunk)) return no_records();
    return part_of(std::move(chunk), [&readers = readers_](const auto& held, const auto& take) {
      readers.take()->read_values(held, take);
    });
  }

  bool is_cut_off() const override { return is_cut_off_; }

private:
  JsonChunks chunks_;
  JsonReaders& readers_;
  RecordCheck check_;
  bool is_cut_off_ = false;
};

class TableSource : public PartSource {
public:
  TableSource(std::unique_ptr<ByteStream> file, bool quoted, const RecordNames& names)
      : chunks_(LineChunks(std::move(file)), quoted), quoted_(quoted), names_(names) {}

  tl::expected<std::optional<Part>, std::string> next() override {
    if (!reader_) {
      auto header = chunks_.header();
      const auto delimiter = header && quoted_ ? said_delimiter(*header) : std::nullopt;
      if (delimiter) header = chunks_.header();
      if (!header) return tl::make_unexpected(header.error());
      auto reader = TableReader::from_header(*header, quoted_, names_, delimiter);
      if (!reader) return tl::make_unexpected(std::move(reader.error()));
      reader_ = std::make_shared<const TableReader>(std::move(*reader));
    }
    auto chunk = chunks_.next();
    is_cut_off_ = !chunk;
    if (!check_.note(chunk)) return no_records();
    return part_of(std::move(chunk), [reader = reader_](const auto& held, const auto& take) {
      reader->read(held, take);
    });
  }

  bool is_cut_off() const override { return is_cut_off_; }

private:
  RecordChunks chunks_;
  bool quoted_;
  const RecordNames& names_;
  std::shared_ptr<const TableReader> reader_;  ///< before the first part is given
  RecordCheck check_;
  bool is_cut_off_ = false;
};

class MboxSource : public PartSource {
public:
  explicit MboxSource(std::unique_ptr<ByteStream> file) : messages_(LineChunks(std::move(file))) {}

  tl::expected<std::optional<Part>, std::string> next() override {
    auto messages = messages_.next();
    is_cut_off_ = !messages && is_begun_;
    if (!messages) return tl::make_unexpected(std::move(messages.error()));
    if (messages->empty() && !is_begun_) return no_records();
    if (messages->empty()) return std::nullopt;
    is_begun_ = true;
    return [held = std::make_shared<const std::vector<MboxMessage>>(std::move(*messages))](
               const TakeRecord& take) {
      for (const MboxMessage& message : *held)
        take({message.line, message.number, read_message(message), {}});
    };
  }

  bool is_cut_off() const override { return is_cut_off_; }

private:
  static tl::expected<ReadStatement, std::string> read_message(const MboxMessage& message) {
    if (!message.is_too_long) return read_mail(message.bytes);
    return tl::make_unexpected(
        fmt::format("longer than {} MiB", MboxMessages::default_message_bytes >> 20U));
  }

  MboxMessages messages_;
  bool is_begun_ = false;
  bool is_cut_off_ = false;
};

}  // namespace

std::shared_ptr<PartSource> open_parts(std::unique_ptr<ByteStream> file, std::string_view name,
                                       Form form, const Reading& reading) {
  if (form == Form::archive) return open_archive(std::move(file), name, reading);
  if (form == Form::json) return std::make_shared<JsonSource>(std::move(file), reading);
  if (form == Form::mbox) return std::make_shared<MboxSource>(std::move(file));
  if (form == Form::json_lines)
    return std::make_shared<JsonLinesSource>(std::move(file), reading.json_readers);
  return std::make_shared<TableSource>(std::move(file), form == Form::csv, reading.names);
}

namespace {

void read_held_parts(std::string_view name, std::string&& bytes, Form form, const Reading& reading,
                     const TakeRecord& take) {
  const auto source =
      open_parts(std::make_unique<MemoryStream>(std::move(bytes)), name, form, reading);
  for (;;) {
    auto part = source->next();
    if (!part) return take({0, 0, tl::make_unexpected(std::move(part.error())), {}});
    if (!*part) return;
    (**part)(take);
  }
}

}  // namespace

void read_held(std::string_view name, std::string&& bytes, const Reading& reading,
               const TakeRecord& take) {
  const auto take_one = [&](tl::expected<ReadStatement, std::string>&& read) {
    take({0, 0, std::move(read), {}});
  };
  const auto form = form_of(name, bytes, reading.asked);
  if (!form) return take_one(tl::make_unexpected(form.error()));
  switch (*form) {
    case Form::text:
      return take_one(read_text(bytes));
    case Form::html:
      return take_one(read_html(bytes));
    case Form::pdf:
      return take_one(read_pdf(bytes));
    case Form::docx:
      return take_one(read_docx(bytes));
    case Form::odt:
      return take_one(read_odt(bytes));
    case Form::epub:
      return take_one(read_epub(bytes));
    case Form::mail:
      return take_one(read_mail(bytes));
    case Form::tei:
      if (auto failure = read_tei(bytes, take)) take_one(tl::make_unexpected(std::move(*failure)));
      return;
    case Form::json_lines:
      return reading.json_readers.take()->read({std::move(bytes), 1, 1, false}, take);
    case Form::mbox:  // under the name of a text; the others are known by theirs before
    case Form::json:
    case Form::csv:
    case Form::tsv:
    case Form::archive:
      return read_held_parts(name, std::move(bytes), *form, reading, take);
  }
}

}  // namespace demarche
