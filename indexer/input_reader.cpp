// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/input_reader.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "indexer/index/document_builder.hpp"
#include "indexer/readers/form.hpp"

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

Input end_of(const SourceFile& file, std::optional<std::string> failure = {}) {
  Input input;
  input.file = &file;
  input.ends_file = true;
  if (failure) input.statement = tl::make_unexpected(std::move(*failure));
  return input;
}

}  // namespace

InputReader::InputReader(WorkerPool& pool, FieldSources& fields,
                         const std::vector<const SourceFile*>& files)
    : pool_(pool),
      fields_(fields),
      files_(files),
      json_readers_([] { return std::make_unique<JsonLinesReader>(); }) {}

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
  if (!lines_ && next_file_ == files_.size()) return false;
  if (lines_)
    start_lines();
  else
    start_files();
  return true;
}

void InputReader::start_files() {
  if (is_json_lines_name(files_[next_file_]->name)) {
    const SourceFile& file = *files_[next_file_++];
    if (auto opened = open_regular_file(file.path))
      lines_.emplace(std::move(*opened));
    else
      ahead_.push_back(ready(Batch{end_of(file, opened.error())}));
    return;
  }
  std::vector<const SourceFile*> some;
  for (std::uint64_t bytes = 0;
       next_file_ < files_.size() && bytes < batch_bytes && some.size() < batch_files &&
       !is_json_lines_name(files_[next_file_]->name);
       ++next_file_) {
    some.push_back(files_[next_file_]);
    bytes += some.back()->size_bytes;
  }
  ahead_.push_back(pool_.run([this, some = std::move(some)] { return read_files(some); }));
}

void InputReader::start_lines() {
  const SourceFile& file = *files_[next_file_ - 1];
  auto chunk = lines_->next();
  if (chunk && *chunk) {
    ahead_.push_back(
        pool_.run([this, &file, lines = std::move(**chunk)] { return read_lines(file, lines); }));
    return;
  }
  lines_.reset();
  ahead_.push_back(ready(Batch{chunk ? end_of(file) : end_of(file, chunk.error())}));
}

InputReader::Batch InputReader::read_files(const std::vector<const SourceFile*>& files) {
  Batch batch;
  for (const SourceFile* file : files) read_one(*file, batch);
  return batch;
}

void InputReader::read_one(const SourceFile& file, Batch& out) {
  auto bytes = read_bytes(file);
  if (bytes && is_json_lines_content(*bytes)) {
    Batch records = read_lines(file, {std::move(*bytes), 1, 1, false});
    std::move(records.begin(), records.end(), std::back_inserter(out));
    out.push_back(end_of(file));
    return;
  }
  Input input = end_of(file);
  if (bytes) {
    input.bytes = bytes->size();
    input.statement = read_text(*bytes);
  } else {
    input.statement = tl::make_unexpected(std::move(bytes.error()));
  }
  complete(input);
  out.push_back(std::move(input));
}

InputReader::Batch InputReader::read_lines(const SourceFile& file, const LineChunk& chunk) {
  Batch batch;
  const auto reader = json_readers_.take();
  reader->read(chunk, [&](JsonRecord&& record) {
    Input input;
    input.file = &file;
    input.record = record.number;
    input.line = record.line;
    input.bytes = batch.empty() ? chunk.bytes.size() : 0;
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
  if (read.statement.id.empty())
    read.statement.id =
        input.record == 0 ? input.file->name : fmt::format("{}#{}", input.file->name, input.record);
  input.content = content_hash(read.statement);
}

}  // namespace demarche
