// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/input_reader.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <utility>

#include "common/files/file_bytes.hpp"
#include "common/hash.hpp"
#include "indexer/index/digest.hpp"

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
  if (input.record == 0) return input.name();
  if (!input.label.empty()) return fmt::format("{}#{}", input.name(), input.label);
  if (!is_stdin(*input.file)) return fmt::format("{}#{}", input.name(), input.record);
  return fmt::format("{}#{:016x}", input.name(), fnv1a((*input.statement)->statement.text));
}

Input end_of(const SourceFile& file, bool is_cut_off = false) {
  Input input;
  input.file = &file;
  input.ends_file = true;
  input.is_cut_off = is_cut_off;
  return input;
}

/// What shows a file's form; nothing of what can't be read: that is told when it is opened.
std::string beginning_of(const SourceFile& file) {
  auto opened = open_regular_file(file.path());
  if (!opened) return {};
  FileStream bytes(std::move(*opened));
  return read_some(bytes, beginning_bytes).value_or(std::string());
}

tl::expected<std::string, std::string> read_whole(const SourceFile& file,
                                                  std::optional<Form> asked) {
  if (is_stdin(file))
    return tl::make_unexpected(std::string("only records are read from standard input"));
  if (auto reason = asked ? std::nullopt : refusal_by_name(file.name))
    return tl::make_unexpected(std::move(*reason));
  return read_file_bytes(file.path(), max_statement_bytes);
}

}  // namespace

std::string Input::name() const {
  return member.empty() ? file->name : fmt::format("{}!/{}", file->name, member);
}

InputReader::InputReader(WorkerPool& pool, const CorpusOptions& options, FieldSources& fields,
                         const std::vector<const SourceFile*>& files)
    : pool_(pool),
      options_(options),
      fields_(fields),
      names_(options.record_mapping),
      json_readers_([this] { return std::make_unique<JsonLinesReader>(names_); }),
      reading_{names_, options.input_format, json_readers_},
      files_(files) {}

InputReader::~InputReader() {
  // Tasks refer to this object.
  for (auto& task : ahead_) task.wait();
}

std::optional<Input> InputReader::next() {
  while (next_input_ == batch_.size()) {
    const std::size_t most = pool_.jobs() == 1 ? 1 : std::size_t{2} * pool_.jobs();
    while (ahead_.size() < most && (parts_ || next_file_ < files_.size())) start_batch();
    if (ahead_.empty()) return std::nullopt;
    std::future<Batch> first = std::move(ahead_.front());
    ahead_.pop_front();
    batch_ = first.get();
    next_input_ = 0;
  }
  return std::move(batch_[next_input_++]);
}

void InputReader::start_batch() {
  if (parts_)
    start_part();
  else
    start_files();
}

/// Nothing for a file that is read as a whole.
std::optional<Form> InputReader::form_in_parts_of(const SourceFile& file) const {
  if (is_stdin(file) && !options_.input_format) return Form::json_lines;
  return form_in_parts(file.name, options_.input_format, [&] { return beginning_of(file); });
}

void InputReader::open(const SourceFile& file, Form form) {
  auto opened = is_stdin(file) ? duplicate(STDIN_FILENO) : open_regular_file(file.path());
  if (opened) {
    bytes_read_ = 0;
    parts_ = open_parts(std::make_unique<FileStream>(std::move(*opened), &bytes_read_), file.name,
                        form, reading_);
    return;
  }
  Input failed = end_of(file);
  failed.statement = tl::make_unexpected(std::move(opened.error()));
  ahead_.push_back(ready(Batch{std::move(failed)}));
}

void InputReader::start_files() {
  std::vector<const SourceFile*> some;
  for (std::uint64_t bytes = 0;
       next_file_ < files_.size() && bytes < batch_bytes && some.size() < batch_files;) {
    const SourceFile& file = *files_[next_file_];
    const auto form = form_in_parts_of(file);
    if (form && !some.empty()) break;
    ++next_file_;
    if (form) return open(file, *form);
    some.push_back(&file);
    bytes += file.size_bytes;
  }
  ahead_.push_back(pool_.run([this, some = std::move(some)] { return read_files(some); }));
}

void InputReader::start_part() {
  const SourceFile& file = *files_[next_file_ - 1];
  auto part = parts_->next();
  const std::uint64_t bytes = std::exchange(bytes_read_, 0);
  if (part && *part) {
    ahead_.push_back(pool_.run([this, &file, bytes, read = std::move(**part)] {
      Batch batch;
      read([&](ReadRecord&& record) { take(std::move(record), file, batch); });
      if (!batch.empty()) batch.front().bytes = bytes;
      return batch;
    }));
    return;
  }
  Input end = end_of(file, parts_->is_cut_off());
  end.bytes = bytes;
  if (!part) end.statement = tl::make_unexpected(std::move(part.error()));
  parts_.reset();
  ahead_.push_back(ready(Batch{std::move(end)}));
}

InputReader::Batch InputReader::read_files(const std::vector<const SourceFile*>& files) {
  Batch batch;
  for (const SourceFile* file : files) read_one(*file, batch);
  return batch;
}

void InputReader::read_one(const SourceFile& file, Batch& out) {
  const std::size_t first = out.size();
  auto bytes = read_whole(file, options_.input_format);
  const std::size_t count = bytes ? bytes->size() : 0;
  const TakeRecord take_record = [&](ReadRecord&& record) { take(std::move(record), file, out); };
  if (bytes)
    read_held(file.name, std::move(*bytes), reading_, take_record);
  else
    take_record({0, 0, tl::make_unexpected(std::move(bytes.error())), {}});
  // A file that is one statement, or none, ends with it.
  if (out.size() != first + 1 || out.back().record != 0) out.push_back(end_of(file));
  out.back().ends_file = true;
  out[first].bytes = count;
}

void InputReader::take(ReadRecord&& record, const SourceFile& file, Batch& out) {
  Input input;
  input.file = &file;
  input.member = std::move(record.member);
  input.record = record.number;
  input.line = record.line;
  input.label = std::move(record.label);
  input.statement = std::move(record.statement);
  complete(input);
  out.push_back(std::move(input));
}

void InputReader::complete(Input& input) {
  if (!*input.statement) return;
  ReadStatement& read = **input.statement;
  fields_.complete(read, input.name());
  if (read.statement.id.empty()) read.statement.id = default_id(input);
  input.identity = identity_of(read.statement);
}

}  // namespace demarche
