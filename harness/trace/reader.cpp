#include "trace/reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "trace/assembler.hpp"

namespace schedlitmus::trace {
namespace {

/// No line of a trace is longer: a summary with 100,000 Ps fits.
constexpr std::size_t kMaxLine = std::size_t{1} << 20U;

const char* find_newline(const char* at, const char* end) {
  return static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
}

/// How much of a piece of an endless line is surely not the beginning of a
/// SCHED line that ends later.
std::size_t surely_text(std::string_view piece) {
  const auto head = piece.rfind("SCHED ");
  if (head != std::string_view::npos && head > 0) return head;
  for (std::size_t keep = 5; keep > 0; --keep)
    if (piece.ends_with(std::string_view("SCHED ").substr(0, keep))) return piece.size() - keep;
  return piece.size();
}

}  // namespace

/// Finds the lines in the chunks; only a line that a chunk cuts is copied.
class Reader::Impl {
 public:
  explicit Impl(Sink& sink) : lines_(sink, own_) {}
  Impl(Sink& sink, Health& account, Writer writer) : lines_(sink, account, writer) {}

  void feed(std::string_view bytes) {
    own_.bytes += bytes.size();
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at != end) at = partial_.empty() ? whole_lines(at, end) : complete_line(at, end);
  }

  void finish() {
    if (finished_) return;
    finished_ = true;
    if (!partial_.empty()) lines_.line(partial_, false);
    partial_.clear();
    lines_.finish();
  }

  [[nodiscard]] const Health& health() const { return lines_.health(); }

 private:
  const char* whole_lines(const char* at, const char* end) {
    while (at != end) {
      if (!in_long_line_) at = lines_.goroutine_run(at, end);
      const char* const newline = find_newline(at, end);
      const char* const stop = newline == nullptr ? end : newline + 1;
      while (static_cast<std::size_t>(stop - at) > kMaxLine) at += long_piece({at, kMaxLine});
      if (newline == nullptr) {
        partial_.assign(at, stop);
        return end;
      }
      line({at, static_cast<std::size_t>(stop - at)});
      at = stop;
    }
    return end;
  }

  const char* complete_line(const char* at, const char* end) {
    const auto room = std::min(static_cast<std::size_t>(end - at), kMaxLine + 1 - partial_.size());
    const char* const newline = find_newline(at, at + room);
    const char* const stop = newline == nullptr ? at + room : newline + 1;
    partial_.append(at, stop);
    while (partial_.size() > kMaxLine) partial_.erase(0, long_piece(std::string_view(partial_).substr(0, kMaxLine)));
    if (newline == nullptr) return stop;
    line(partial_);
    partial_.clear();
    return stop;
  }

  void line(std::string_view text) {
    in_long_line_ = false;
    lines_.line(text, true);
  }

  std::size_t long_piece(std::string_view piece) {
    const auto size = surely_text(piece);
    lines_.long_text(piece.substr(0, size), !in_long_line_);
    in_long_line_ = true;
    return size;
  }

  Health own_;
  Assembler lines_;
  std::string partial_;  ///< a line without its end so far
  bool in_long_line_ = false;
  bool finished_ = false;
};

Reader::Reader(Sink& sink) : impl_(std::make_unique<Impl>(sink)) {}
Reader::Reader(Sink& sink, Health& account, Writer writer) : impl_(std::make_unique<Impl>(sink, account, writer)) {}
Reader::~Reader() = default;
void Reader::feed(std::string_view bytes) { impl_->feed(bytes); }
void Reader::finish() { impl_->finish(); }
const Health& Reader::health() const { return impl_->health(); }

}  // namespace schedlitmus::trace
