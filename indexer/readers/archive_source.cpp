// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/archive_source.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/reader.hpp"

namespace demarche {
namespace {

/// What one part holds, as a batch of files of the disk.
constexpr std::size_t part_bytes = 1U << 20U;
constexpr std::size_t part_members = 256;

/// A member that is held in memory, or why there is none.
struct HeldMember {
  std::string path;
  tl::expected<std::string, std::string> bytes;
};

/// The names of records from an archive's member.
TakeRecord within(const std::string& path, const TakeRecord& take) {
  return [&path, &take](ReadRecord&& record) {
    if (!path.empty()) record.member = record.member.empty() ? path : path + "!/" + record.member;
    take(std::move(record));
  };
}

class ArchiveSource : public PartSource {
public:
  ArchiveSource(std::unique_ptr<ByteStream> file, std::string_view name, const Reading& reading,
                const std::shared_ptr<Expansion>& expansion, bool is_outermost)
      : name_(name),
        reading_(reading),
        expansion_(expansion),
        is_outermost_(is_outermost),
        archive_(std::move(file), *expansion_, is_outermost) {}

  tl::expected<std::optional<Part>, std::string> next() override {
    for (;;) {
      if (inner_) {
        // In their order: what is held comes before it.
        if (!batch_.empty()) return take_batch();
        if (auto part = next_of_inner()) return part;
      } else if (is_batch_full() || (is_at_end_ && !batch_.empty())) {
        return take_batch();
      } else if (is_at_end_) {
        return end();
      } else {
        next_member();
      }
    }
  }

  bool is_cut_off() const override { return is_cut_off_ || archive_.has_failed(); }

private:
  bool is_batch_full() const { return batch_bytes_ >= part_bytes || batch_.size() >= part_members; }

  std::optional<Part> take_batch();
  tl::expected<std::optional<Part>, std::string> end();
  std::optional<Part> next_of_inner();
  void next_member();
  void open(const std::string& name, std::optional<Form> form, std::string beginning);
  void open_inner_archive(std::unique_ptr<ByteStream> bytes, std::string_view name, bool is_zip);
  void hold(tl::expected<std::string, std::string> bytes);

  std::string name_;
  const Reading& reading_;
  std::shared_ptr<Expansion> expansion_;
  bool is_outermost_;
  ArchiveReader archive_;
  std::string path_;                   ///< of the member that is being read
  std::shared_ptr<PartSource> inner_;  ///< the member, where it is read in parts
  std::vector<HeldMember> batch_;
  std::size_t batch_bytes_ = 0;
  bool has_members_ = false;
  bool is_at_end_ = false;
  bool is_cut_off_ = false;  ///< an inner one
  std::optional<std::string> failure_;
};

std::optional<Part> ArchiveSource::take_batch() {
  auto held = std::make_shared<std::vector<HeldMember>>(std::exchange(batch_, {}));
  batch_bytes_ = 0;
  return [held, name = name_, &reading = reading_](const TakeRecord& take) {
    for (HeldMember& member : *held) {
      const TakeRecord take_within = within(member.path, take);
      if (!member.bytes)
        take_within({0, 0, tl::make_unexpected(std::move(member.bytes.error())), {}});
      else
        read_held(member.path.empty() ? without_compression(name) : member.path,
                  std::move(*member.bytes), reading, take_within);
      member.bytes = std::string();
    }
  };
}

tl::expected<std::optional<Part>, std::string> ArchiveSource::end() {
  if (failure_) return tl::make_unexpected(*std::exchange(failure_, std::nullopt));
  if (!std::exchange(has_members_, true))
    return tl::make_unexpected(std::string("an archive without files"));
  return std::nullopt;
}

/// The next part of the member that is being read; nothing where it has ended.
std::optional<Part> ArchiveSource::next_of_inner() {
  auto part = inner_->next();
  if (part && *part)
    return [path = path_, inner = std::move(**part)](const TakeRecord& take) {
      inner(within(path, take));
    };
  if (!part) hold(tl::make_unexpected(std::move(part.error())));
  is_cut_off_ |= inner_->is_cut_off();
  inner_.reset();
  return std::nullopt;
}

void ArchiveSource::hold(tl::expected<std::string, std::string> bytes) {
  // A compressed file fails with what it holds, and is told of once.
  if (!bytes && path_.empty() && archive_.has_failed()) return;
  batch_bytes_ += bytes ? bytes->size() : 0;
  batch_.push_back({path_, std::move(bytes)});
}

void ArchiveSource::next_member() {
  auto member = archive_.next();
  if (!member) failure_ = std::move(member.error());
  is_at_end_ = !member || !*member;
  if (is_at_end_) return;
  has_members_ = true;
  path_ = std::move((*member)->path);
  if ((*member)->refusal) return hold(tl::make_unexpected(*(*member)->refusal));
  const std::string name(path_.empty() ? without_compression(name_) : std::string_view(path_));
  if (auto reason = reading_.asked ? std::nullopt : refusal_by_name(name))
    return hold(tl::make_unexpected(std::move(*reason)));
  MemberStream bytes(archive_);
  auto beginning = read_some(bytes, beginning_bytes);
  if (!beginning) return hold(std::move(beginning));
  const auto form = form_in_parts(name, reading_.asked, [&] { return *beginning; });
  open(name, form, std::move(*beginning));
}

void ArchiveSource::open(const std::string& name, std::optional<Form> form, std::string beginning) {
  const bool is_zip = beginning.starts_with("PK");
  auto bytes =
      std::make_unique<BegunStream>(std::move(beginning), std::make_unique<MemberStream>(archive_));
  if (form == Form::archive) return open_inner_archive(std::move(bytes), name, is_zip);
  if (form) {
    inner_ = open_parts(std::move(bytes), name, *form, reading_);
    return;
  }
  hold(read_all(*bytes, max_statement_bytes));
}

/// A ZIP archive has its directory at its end, and is held for that.
void ArchiveSource::open_inner_archive(std::unique_ptr<ByteStream> bytes, std::string_view name,
                                       bool is_zip) {
  if (!is_outermost_)
    return hold(tl::make_unexpected(std::string("an archive in an archive in an archive")));
  if (is_zip) {
    auto all = read_all(*bytes, max_statement_bytes);
    if (!all) return hold(std::move(all));
    bytes = std::make_unique<MemoryStream>(std::move(*all));
  }
  inner_ = std::make_shared<ArchiveSource>(std::move(bytes), name, reading_, expansion_, false);
}

}  // namespace

std::shared_ptr<PartSource> open_archive(std::unique_ptr<ByteStream> file, std::string_view name,
                                         const Reading& reading, const ExpansionLimits& limits) {
  auto expansion = std::make_shared<Expansion>();
  expansion->limits = limits;
  return std::make_shared<ArchiveSource>(std::move(file), name, reading, expansion, true);
}

}  // namespace demarche
