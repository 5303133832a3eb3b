// A stream of a run, as much of it as is kept. It lies in pieces that are
// compressed each by itself, so that to read it takes the memory of a piece,
// however long it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "support/result.hpp"

namespace schedlitmus::store {

/// Before compression; the last one of a stream is shorter. Large, for a trace repeats itself from sample to sample.
inline constexpr std::size_t kPieceBytes = 4U << 20U;
/// A store of schema 5 or older had whole streams in one piece, up to this.
inline constexpr std::size_t kLargestPiece = 16U << 20U;
/// How much of a stream is kept where nothing else is asked for: all that --max-output lets through.
inline constexpr std::uint64_t kKeepAll = UINT64_MAX;

struct Piece {
  std::uint64_t bytes = 0;  ///< before compression
  std::string_view data;
  bool packed = false;  ///< `data` is compressed
};

/// Where the pieces lie.
class PieceSource {
 public:
  /// Whether to go on.
  using Visit = std::function<Result<bool>(const Piece&)>;

  virtual ~PieceSource() = default;
  /// In their order, each for as long as the call lasts. Not for two threads at once.
  [[nodiscard]] virtual Result<void> each(const Visit& visit) const = 0;
  /// Compresses what is not yet.
  virtual void pack() const {}
  /// What is wrong with the stream, as an error that says which one it is.
  [[nodiscard]] virtual Error trouble(std::string_view what) const { return {std::string(what), {}, {}}; }
};

/// Copies share the pieces. One that comes from a store is read from there, so
/// it can be read as long as the store is open, and by the store's thread.
class KeptStream {
 public:
  KeptStream() = default;
  KeptStream(std::shared_ptr<const PieceSource> source, std::uint64_t bytes, bool cut)
      : source_(std::move(source)), bytes_(bytes), cut_(cut) {}

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }  ///< kept
  /// More came than is kept: a later check sees only the beginning.
  [[nodiscard]] bool cut() const { return cut_; }

  /// All of it in its order, at most kLargestPiece at a time.
  [[nodiscard]] Result<void> read(const std::function<void(std::string_view)>& visit) const;
  /// The first bytes, at most so many.
  [[nodiscard]] Result<std::string> beginning(std::size_t most) const;
  /// As they lie; not where there is nothing.
  [[nodiscard]] Result<void> each_piece(const PieceSource::Visit& visit) const;
  void pack() const {
    if (source_) source_->pack();
  }

 private:
  [[nodiscard]] Result<void> read_until(const std::function<bool(std::string_view)>& go_on) const;

  std::shared_ptr<const PieceSource> source_;
  std::uint64_t bytes_ = 0;
  bool cut_ = false;
};

}  // namespace schedlitmus::store
