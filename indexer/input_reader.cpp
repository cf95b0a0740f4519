// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/input_reader.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "common/hash.hpp"
#include "indexer/index/digest.hpp"
#include "indexer/readers/document.hpp"
#include "indexer/readers/tei.hpp"
#include "indexer/sources/file_bytes.hpp"

namespace demarche {
namespace {

/// What one task reads: enough that handing it over costs nothing, little
/// enough that several tasks' are small.
constexpr std::uint64_t batch_bytes = 1U << 20U;
constexpr std::size_t batch_files = 256;

template <typename Value>
std::future<Value> ready(Value value) {
  std::promise<Value> promise;
  promise.set_value(std::move(value));
  return promise.get_future();
}

/// What is piped in has no place of its own: there a text is known by itself.
std::string default_id(const Input& input) {
  const SourceFile& file = *input.file;
  if (input.record == 0) return file.name;
  if (!input.label.empty()) return fmt::format("{}#{}", file.name, input.label);
  if (!is_stdin(file)) return fmt::format("{}#{}", file.name, input.record);
  return fmt::format("{}#{:016x}", file.name, fnv1a((*input.statement)->statement.text));
}

Input end_of(const SourceFile& file, std::optional<std::string> failure = {}) {
  Input input;
  input.file = &file;
  input.ends_file = true;
  if (failure) input.statement = tl::make_unexpected(std::move(*failure));
  return input;
}

}  // namespace

InputReader::InputReader(WorkerPool& pool, const CorpusOptions& options, FieldSources& fields,
                         const std::vector<const SourceFile*>& files)
    : pool_(pool),
      options_(options),
      fields_(fields),
      names_(options.record_mapping),
      files_(files),
      json_readers_([this] { return std::make_unique<JsonLinesReader>(names_); }) {}

InputReader::~InputReader() {
  // Tasks refer to this object.
  for (auto& task : ahead_) task.wait();
}

std::optional<Input> InputReader::next() {
  while (next_input_ == batch_.size()) {
    const std::size_t most = pool_.jobs() == 1 ? 1 : std::size_t{2} * pool_.jobs();
    while (ahead_.size() < most && start_batch()) {
    }
    if (ahead_.empty()) return std::nullopt;
    std::future<Batch> first = std::move(ahead_.front());
    ahead_.pop_front();
    batch_ = first.get();
    next_input_ = 0;
  }
  return std::move(batch_[next_input_++]);
}

bool InputReader::start_batch() {
  if (!records_ && next_file_ == files_.size()) return false;
  if (records_)
    start_records();
  else
    start_files();
  return true;
}

/// The form of a file of records; nothing where it is read as a whole.
std::optional<Form> InputReader::record_form_of(const SourceFile& file) const {
  const std::optional<Form> form =
      options_.input_format ? options_.input_format : record_form(file.name);
  if (is_stdin(file) && !form) return Form::json_lines;
  return form == Form::text ? std::nullopt : form;
}

void InputReader::open(const SourceFile& file, Form form) {
  auto opened = is_stdin(file) ? duplicate(STDIN_FILENO) : open_regular_file(file.path);
  if (opened)
    records_ = open_records(std::move(*opened), form, json_readers_, names_);
  else
    ahead_.push_back(ready(Batch{end_of(file, opened.error())}));
}

void InputReader::start_files() {
  if (const auto form = record_form_of(*files_[next_file_])) {
    open(*files_[next_file_++], *form);
    return;
  }
  std::vector<const SourceFile*> some;
  for (std::uint64_t bytes = 0; next_file_ < files_.size() && bytes < batch_bytes &&
                                some.size() < batch_files && !record_form_of(*files_[next_file_]);
       ++next_file_) {
    some.push_back(files_[next_file_]);
    bytes += some.back()->size_bytes;
  }
  ahead_.push_back(pool_.run([this, some = std::move(some)] { return read_files(some); }));
}

void InputReader::start_records() {
  const SourceFile& file = *files_[next_file_ - 1];
  auto chunk = records_->next();
  if (chunk && *chunk) {
    ahead_.push_back(pool_.run([this, &file, source = records_, part = std::move(**chunk)] {
      return take_records(file, part.bytes.size(),
                          [&](const RecordSource::TakeRecord& take) { source->read(part, take); });
    }));
    return;
  }
  records_.reset();
  ahead_.push_back(ready(Batch{chunk ? end_of(file) : end_of(file, chunk.error())}));
}

InputReader::Batch InputReader::read_files(const std::vector<const SourceFile*>& files) {
  Batch batch;
  for (const SourceFile* file : files) read_one(*file, batch);
  return batch;
}

/// Reads a file whose name tells its form; whether it is one.
bool InputReader::read_whole(const SourceFile& file, Batch& out) {
  const auto form = options_.input_format ? std::nullopt : document_form(file.name);
  if (!form) return false;
  const auto bytes = read_file_bytes(file.path, max_statement_bytes);
  if (!bytes) {
    out.push_back(end_of(file, bytes.error()));
  } else if (*form == Form::tei) {
    std::optional<std::string> failure;
    Batch records = take_records(file, bytes->size(), [&](const RecordSource::TakeRecord& take) {
      failure = read_tei(*bytes, take);
    });
    std::move(records.begin(), records.end(), std::back_inserter(out));
    out.push_back(end_of(file, failure));
  } else {
    Input input = end_of(file);
    input.bytes = bytes->size();
    input.statement = read_document(*form, *bytes);
    complete(input);
    out.push_back(std::move(input));
  }
  return true;
}

void InputReader::read_one(const SourceFile& file, Batch& out) {
  if (read_whole(file, out)) return;
  const bool is_text = options_.input_format == Form::text;
  auto bytes = read_bytes(file, is_text);
  if (bytes && !is_text && is_json_lines_content(*bytes)) {
    const LineChunk whole{std::move(*bytes), 1, 1, false};
    Batch records = take_records(
        file, whole.bytes.size(),
        [&](const RecordSource::TakeRecord& take) { json_readers_.take()->read(whole, take); });
    std::move(records.begin(), records.end(), std::back_inserter(out));
    out.push_back(end_of(file));
    return;
  }
  Input input = end_of(file);
  if (bytes) {
    input.bytes = bytes->size();
    const bool is_page = !is_text && (file.name.ends_with(".html") || file.name.ends_with(".htm") ||
                                      file.name.ends_with(".xhtml"));
    input.statement = read_document(is_page ? Form::html : Form::text, *bytes);
  } else {
    input.statement = tl::make_unexpected(std::move(bytes.error()));
  }
  complete(input);
  out.push_back(std::move(input));
}

InputReader::Batch InputReader::take_records(
    const SourceFile& file, std::uint64_t bytes,
    const std::function<void(const RecordSource::TakeRecord&)>& read) {
  Batch batch;
  read([&](ReadRecord&& record) {
    Input input;
    input.file = &file;
    input.record = record.number;
    input.line = record.line;
    input.label = std::move(record.label);
    input.bytes = batch.empty() ? bytes : 0;
    input.statement = std::move(record.statement);
    complete(input);
    batch.push_back(std::move(input));
  });
  return batch;
}

void InputReader::complete(Input& input) {
  if (!*input.statement) return;
  ReadStatement& read = **input.statement;
  fields_.complete(read, *input.file);
  if (read.statement.id.empty()) read.statement.id = default_id(input);
  input.identity = identity_of(read.statement);
}

}  // namespace demarche
