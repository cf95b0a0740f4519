// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/stored_statement.hpp"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <map>
#include <new>
#include <utility>

#include "common/error.hpp"

namespace demarche {
namespace {

constexpr char layout = 2;            // on disk: never renumber
constexpr int compression_level = 3;  // further levels cost more than they gain
constexpr std::size_t max_stored_bytes = std::size_t{1} << 30U;
/// What a byte of a zstd frame can hold at most: a block of 128 KiB takes four
/// (RFC 8878, 3.1.1.2). A damaged size would have a GiB made ready for nothing.
constexpr std::size_t max_expansion = std::size_t{1} << 15U;

/// Larger ones gain little and cost every search the time to load them.
constexpr std::size_t dictionary_bytes = 64U << 10U;
/// Texts are learned from in pieces, so that a long one is no single sample.
constexpr std::size_t sample_bytes = 4U << 10U;
/// Fewer would be learned by heart (zdict.h asks for 100 times the dictionary).
constexpr std::size_t min_training_bytes = 1U << 20U;

[[noreturn]] void damaged() {
  throw IndexError("a stored statement is damaged",
                   "check the index with `indexer --check`, and index the statements again");
}

/// An unsigned number, seven bits a byte, least first (LEB128).
void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>((number & 0x7FU) | 0x80U);
  out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

class Reader {
public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    damaged();
  }

  std::string_view text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) damaged();
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

  std::string_view rest() const { return rest_; }

private:
  std::string_view rest_;
};

/// How a field is called in a stored statement: a number from 1 on for those
/// that stand here, 0 and the name for others.
constexpr std::array<std::string_view, 11> numbered_fields = {  // on disk: never renumber
    "title", "issuer",  "speaker", "post",     "date", "place",
    "event", "session", "year",    "language", "url"};

void put_field_name(std::string& out, std::string_view name) {
  const auto* found = std::find(numbered_fields.begin(), numbered_fields.end(), name);
  const bool numbered = found != numbered_fields.end();
  put_number(out, numbered ? static_cast<std::uint64_t>(found - numbered_fields.begin()) + 1 : 0);
  if (!numbered) put_text(out, name);
}

std::string_view read_field_name(Reader& reader) {
  const std::uint64_t number = reader.number();
  if (number == 0) return reader.text();
  if (number > numbered_fields.size()) damaged();
  return numbered_fields[number - 1];
}

Statement read_fields(Reader& reader) {
  if (reader.rest().empty() || reader.rest().front() != layout) damaged();
  reader.number();
  Statement statement;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    const std::string_view name = read_field_name(reader);
    statement.fields.emplace(name, reader.text());
  }
  return statement;
}

/// Each landmark as its distances from the one before.
void put_landmarks(std::string& out, const std::vector<Landmark>& landmarks) {
  put_number(out, landmarks.size());
  Landmark last;
  for (const Landmark& landmark : landmarks) {
    put_number(out, landmark.byte - last.byte);
    put_number(out, landmark.position - last.position);
    last = landmark;
  }
}

std::vector<Landmark> read_landmarks(Reader& reader) {
  std::vector<Landmark> landmarks;
  Landmark last;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    last.byte += reader.number();
    last.position += static_cast<std::uint32_t>(reader.number());
    landmarks.push_back(last);
  }
  return landmarks;
}

template <auto Function>
struct Freer {
  template <typename Object>
  void operator()(Object* object) const {
    Function(object);
  }
};
template <typename Object, auto Function>
using Owned = std::unique_ptr<Object, Freer<Function>>;

template <typename Pointer>
Pointer allocated(Pointer pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

}  // namespace

std::string train_dictionary(const std::vector<std::string_view>& texts) {
  std::string samples;
  std::vector<std::size_t> sizes;
  for (const std::string_view text : texts) {
    for (std::size_t at = 0; at < text.size(); at += sample_bytes) {
      const std::string_view piece = text.substr(at, sample_bytes);
      samples += piece;
      sizes.push_back(piece.size());
    }
  }
  if (samples.size() < min_training_bytes) return {};
  std::string dictionary(dictionary_bytes, '\0');
  const std::size_t size =
      ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                            static_cast<unsigned>(sizes.size()));
  // It fails where the samples have too little in common: then none is needed.
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

std::uint32_t dictionary_number(std::string_view dictionary) {
  return ZDICT_getDictID(dictionary.data(), dictionary.size());
}

struct StatementEncoder::State {
  Owned<ZSTD_CCtx, ZSTD_freeCCtx> context{allocated(ZSTD_createCCtx())};
  Owned<ZSTD_CDict, ZSTD_freeCDict> dictionary;
};

StatementEncoder::StatementEncoder(std::string_view dictionary)
    : state_(std::make_unique<State>()) {
  if (!dictionary.empty())
    state_->dictionary.reset(
        allocated(ZSTD_createCDict(dictionary.data(), dictionary.size(), compression_level)));
}
StatementEncoder::~StatementEncoder() = default;
StatementEncoder::StatementEncoder(StatementEncoder&&) noexcept = default;

std::string StatementEncoder::encode(const Statement& statement,
                                     const std::vector<Landmark>& landmarks) {
  std::string stored(1, layout);
  put_number(stored, statement.fields.size());
  for (const auto& [name, value] : statement.fields) {
    put_field_name(stored, name);
    put_text(stored, value);
  }
  put_landmarks(stored, landmarks);
  const std::string& text = statement.text;
  const std::size_t header = stored.size();
  stored.resize(header + ZSTD_compressBound(text.size()));
  char* const frame = stored.data() + header;
  const std::size_t room = stored.size() - header;
  ZSTD_CCtx* const context = state_->context.get();
  const std::size_t written =
      state_->dictionary
          ? ZSTD_compress_usingCDict(context, frame, room, text.data(), text.size(),
                                     state_->dictionary.get())
          : ZSTD_compressCCtx(context, frame, room, text.data(), text.size(), compression_level);
  if (ZSTD_isError(written) != 0) throw std::bad_alloc();
  stored.resize(header + written);
  return stored;
}

struct StatementDecoder::State {
  FindDictionary find;
  Owned<ZSTD_DCtx, ZSTD_freeDCtx> context{allocated(ZSTD_createDCtx())};
  std::map<std::uint32_t, Owned<ZSTD_DDict, ZSTD_freeDDict>> dictionaries;

  const ZSTD_DDict* dictionary(std::uint32_t number) {
    if (number == 0) return nullptr;
    auto& found = dictionaries[number];
    if (!found) {
      const std::string bytes = find(number);
      if (bytes.empty() || dictionary_number(bytes) != number) damaged();
      found.reset(allocated(ZSTD_createDDict(bytes.data(), bytes.size())));
    }
    return found.get();
  }
};

StatementDecoder::StatementDecoder(FindDictionary find) : state_(std::make_unique<State>()) {
  state_->find = std::move(find);
}
StatementDecoder::~StatementDecoder() = default;
StatementDecoder::StatementDecoder(StatementDecoder&&) noexcept = default;

Statement StatementDecoder::fields(std::string_view stored) {
  Reader reader(stored);
  return read_fields(reader);
}

StoredStatement StatementDecoder::decode(std::string_view stored) {
  Reader reader(stored);
  StoredStatement decoded{read_fields(reader), read_landmarks(reader)};
  const std::string_view frame = reader.rest();
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
      size > max_stored_bytes || size / max_expansion > frame.size())
    damaged();
  const auto* const dictionary =
      state_->dictionary(ZSTD_getDictID_fromFrame(frame.data(), frame.size()));
  // A landmark outside of the text would be read as a place in it.
  const auto by_byte = [](const Landmark& a, const Landmark& b) { return a.byte < b.byte; };
  if (!decoded.landmarks.empty() &&
      (!std::is_sorted(decoded.landmarks.begin(), decoded.landmarks.end(), by_byte) ||
       decoded.landmarks.back().byte >= size))
    damaged();
  std::string& text = decoded.statement.text;
  text.resize(size);
  // Without a dictionary it is ZSTD_decompressDCtx().
  const std::size_t read = ZSTD_decompress_usingDDict(state_->context.get(), text.data(), size,
                                                      frame.data(), frame.size(), dictionary);
  if (ZSTD_isError(read) != 0 || read != size) damaged();
  return decoded;
}

}  // namespace demarche
