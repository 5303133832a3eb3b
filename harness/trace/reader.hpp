// Bytes in chunks of any size, samples and the program's own text out.
#pragma once

#include <memory>
#include <string_view>

#include "trace/health.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::trace {

class Sink {
 public:
  virtual ~Sink() = default;
  /// The sample and its views are valid during the call only.
  virtual void on_sample(const Sample& sample) = 0;
  /// The program's own output, in order, without what belongs to the trace.
  /// A line may come in several pieces; line ends are included.
  virtual void on_text(std::string_view text) = 0;
};

/// Reads a trace in any dialect; which one is seen from what stands there.
/// Memory is bounded by one sample, whatever the length of the stream.
class Reader {
 public:
  explicit Reader(Sink& sink);
  /// One of several readers of a process's output with one account, in which
  /// the bytes are counted by the caller. `writer` stands in the samples.
  Reader(Sink& sink, Health& account, Writer writer);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void feed(std::string_view bytes);
  /// The stream has ended; a sample that is whole is delivered, a cut one counted.
  void finish();
  [[nodiscard]] const Health& health() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::trace
