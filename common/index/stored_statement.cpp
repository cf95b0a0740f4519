// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/stored_statement.hpp"

// ZDICT_trainFromBuffer_fastCover() is declared only so.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
// ZSTD_createDDict_byReference() too.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "common/index/packed.hpp"
#include "common/index/stored_fields.hpp"
#include "common/index/zstd_objects.hpp"

namespace demarche {
namespace {

constexpr char layout = 2;            // on disk: never renumber
constexpr int compression_level = 3;  // further levels cost more than they gain
constexpr std::size_t max_stored_bytes = std::size_t{1} << 30U;
/// A text is compressed in blocks of so much, which an excerpt reads as far as it needs.
constexpr std::size_t block_bytes = 8U << 10U;

/// Larger ones gain little and cost every search the time to load them.
constexpr std::size_t dictionary_bytes = 64U << 10U;
/// Texts are learned from in pieces, so that a long one is no single sample.
constexpr std::size_t sample_bytes = 4U << 10U;
/// Fewer would be learned by heart (zdict.h asks for 100 times the dictionary).
constexpr std::size_t min_training_bytes = 1U << 20U;

/// ZDICT_trainFromBuffer() tries five lengths of pieces, and keeps a quarter of
/// the samples to compare them: four times the work, and speeches grow by it.
ZDICT_fastCover_params_t training_parameters() {
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 80;  // bytes of a piece that is taken over
  parameters.d = 8;   // this and what follows are its defaults
  parameters.f = 20;
  parameters.accel = 1;
  parameters.zParams.compressionLevel = compression_level;
  return parameters;
}

/// The fields, which the layout's number stands before.
Statement read_first(PackedReader& reader) {
  if (reader.rest().empty() || reader.rest().front() != layout) throw_damaged_record();
  reader.number();
  return read_fields(reader);
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

std::vector<Landmark> read_landmarks(PackedReader& reader) {
  std::vector<Landmark> landmarks;
  Landmark last;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    last.byte += reader.number();
    last.position += static_cast<std::uint32_t>(reader.number());
    landmarks.push_back(last);
  }
  return landmarks;
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
  const std::size_t size = ZDICT_trainFromBuffer_fastCover(
      dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
      static_cast<unsigned>(sizes.size()), training_parameters());
  // It fails where the samples have too little in common: then none is needed.
  if (ZDICT_isError(size) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

std::uint32_t dictionary_number(std::string_view dictionary) {
  return ZDICT_getDictID(dictionary.data(), dictionary.size());
}

struct StatementEncoder::State {
  ZstdCompressor context{allocated(ZSTD_createCCtx())};
  ZstdWriterDictionary dictionary;
};

StatementEncoder::StatementEncoder(std::string_view dictionary)
    : state_(std::make_unique<State>()) {
  ZSTD_CCtx* const context = state_->context.get();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, compression_level);
  if (dictionary.empty()) return;
  state_->dictionary.reset(
      allocated(ZSTD_createCDict(dictionary.data(), dictionary.size(), compression_level)));
  ZSTD_CCtx_refCDict(context, state_->dictionary.get());
}
StatementEncoder::~StatementEncoder() = default;

std::string StatementEncoder::encode(const Statement& statement,
                                     const std::vector<Landmark>& landmarks) {
  std::string stored(1, layout);
  put_fields(stored, statement);
  put_landmarks(stored, landmarks);
  const std::string& text = statement.text;
  const std::size_t header = stored.size();
  stored.resize(header + ZSTD_compressBound(text.size()));
  ZSTD_CCtx* const context = state_->context.get();
  ZSTD_CCtx_setPledgedSrcSize(context, text.size());
  ZSTD_inBuffer in{text.data(), 0, 0};
  ZSTD_outBuffer out{stored.data(), stored.size(), header};
  std::size_t left = 0;
  do {
    in.size += std::min(block_bytes, text.size() - in.size);
    left =
        ZSTD_compressStream2(context, &out, &in, in.size < text.size() ? ZSTD_e_flush : ZSTD_e_end);
    // There is room for all, so that something is left to write only for want of memory.
    if (left != 0) throw std::bad_alloc();
  } while (in.size < text.size());
  stored.resize(out.pos);
  return stored;
}

struct StatementDecoder::State {
  /// Refers to its bytes: each process loads it for a few texts, and a copy would cost as much.
  struct Dictionary {
    std::string bytes;
    ZstdReaderDictionary digested;
  };

  FindDictionary find;
  ZstdDecompressor context{allocated(ZSTD_createDCtx())};
  std::map<std::uint32_t, Dictionary> dictionaries;

  const ZSTD_DDict* dictionary(std::uint32_t number) {
    if (number == 0) return nullptr;
    Dictionary& found = dictionaries[number];
    if (!found.digested) {
      found.bytes = find(number);
      if (found.bytes.empty() || dictionary_number(found.bytes) != number) throw_damaged_record();
      found.digested.reset(
          allocated(ZSTD_createDDict_byReference(found.bytes.data(), found.bytes.size())));
    }
    return found.digested.get();
  }
};

StatementDecoder::StatementDecoder(FindDictionary find) : state_(std::make_unique<State>()) {
  state_->find = std::move(find);
}
StatementDecoder::~StatementDecoder() = default;

Statement StatementDecoder::fields(std::string_view stored) {
  PackedReader reader(stored);
  return read_first(reader);
}

OpenedStatement StatementDecoder::open(std::string_view stored) {
  PackedReader reader(stored);
  OpenedStatement opened{read_first(reader), read_landmarks(reader), 0, reader.rest()};
  const auto size = ZSTD_getFrameContentSize(opened.frame.data(), opened.frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
      size > max_stored_bytes || size / max_zstd_expansion > opened.frame.size())
    throw_damaged_record();
  opened.text_bytes = size;
  // A landmark outside of the text would be read as a place in it.
  const auto by_byte = [](const Landmark& a, const Landmark& b) { return a.byte < b.byte; };
  const auto& landmarks = opened.landmarks;
  if (!landmarks.empty() && (!std::is_sorted(landmarks.begin(), landmarks.end(), by_byte) ||
                             landmarks.back().byte >= size))
    throw_damaged_record();
  return opened;
}

std::string StatementDecoder::text(const OpenedStatement& opened, std::size_t bytes) {
  const std::string_view frame = opened.frame;
  ZSTD_DCtx* const context = state_->context.get();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_only);
  ZSTD_DCtx_refDDict(context,
                     state_->dictionary(ZSTD_getDictID_fromFrame(frame.data(), frame.size())));
  std::string text(opened.text_bytes, '\0');
  bytes = std::min(bytes, text.size());
  const bool whole = bytes == text.size();
  ZSTD_inBuffer in{frame.data(), 0, 0};
  ZSTD_outBuffer out{text.data(), text.size(), 0};
  // What is left is how much it reads at once next: the rest of a block; nothing at the end.
  std::size_t left = whole ? frame.size() : ZSTD_FRAMEHEADERSIZE_MIN(ZSTD_f_zstd1);
  while (left > 0 && (whole || out.pos < bytes)) {
    const std::size_t before = in.pos;
    in.size = std::min(frame.size(), in.pos + left);
    left = ZSTD_decompressStream(context, &out, &in);
    if (ZSTD_isError(left) != 0 || (left > 0 && in.pos == before)) throw_damaged_record();
  }
  if (out.pos < bytes || (whole && in.pos < frame.size())) throw_damaged_record();
  text.resize(bytes);
  return text;
}

StoredStatement StatementDecoder::decode(std::string_view stored) {
  OpenedStatement opened = open(stored);
  opened.statement.text = text(opened, opened.text_bytes);
  return {std::move(opened.statement), std::move(opened.landmarks)};
}

}  // namespace demarche
