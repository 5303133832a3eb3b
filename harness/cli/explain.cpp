#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <optional>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "cli/trace_input.hpp"
#include "trace/narrate.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kFlushAt = 1U << 16U;

/// Finds the sample nearest to a time; the trace is read twice for it, so that
/// no sample has to be kept.
class Nearest final : public trace::Sink {
 public:
  explicit Nearest(Millis wanted) : wanted_(wanted) {}
  void on_sample(const trace::Sample& sample) override {
    const auto distance = std::chrono::abs(sample.time - wanted_);
    if (!best_ || distance < *best_) {
      best_ = distance;
      index = count;
    }
    ++count;
  }
  void on_text(std::string_view) override {}

  std::size_t index = 0, count = 0;

 private:
  Millis wanted_;
  std::optional<Millis> best_;
};

class Teller final : public trace::Sink {
 public:
  /// `only`: the index of the one sample to tell; none: all.
  Teller(trace::NarrationStyle style, std::optional<std::size_t> only, bool wants_picture)
      : narrator_(style), only_(only), wants_picture_(wants_picture) {}

  void on_sample(const trace::Sample& sample) override {
    const auto index = count++;
    if (only_ && index != *only_) {
      narrator_.pass_over(sample);
      return;
    }
    narrator_.tell(out_, sample);
    if (wants_picture_ && picture.empty()) picture = trace::picture(sample);
    if (out_.size() >= kFlushAt) flush();
  }
  void on_text(std::string_view) override {}
  void finish() {
    narrator_.tell_words(out_);
    flush();
  }

  std::size_t count = 0;
  std::string picture;

 private:
  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  trace::Narrator narrator_;
  std::optional<std::size_t> only_;
  bool wants_picture_;
  std::string out_;
};

/// Reads the whole text through a sink.
void read_text(const std::string& text, trace::Sink& sink) {
  trace::Reader reader(sink);
  reader.feed(text);
  reader.finish();
}

bool write_picture(const std::string& path, const std::string& picture) {
  std::ofstream file(path, std::ios::binary);
  file << picture;
  file.close();
  if (file.good()) return true;
  print_error({"cannot write the picture", path, {}});
  return false;
}

trace::NarrationStyle style_for(const ExplainOptions& options, const CommonOptions& common) {
  if (options.markdown) return trace::NarrationStyle::markdown;
  return style_of_stdout(common.colour).colour ? trace::NarrationStyle::colour : trace::NarrationStyle::plain;
}

}  // namespace

int explain_command(const ExplainOptions& options, const CommonOptions& common) {
  std::optional<Millis> at;
  if (!options.at.empty()) {
    const auto parsed = parse_duration(options.at);
    if (!parsed) {
      print_error({parsed.error().what, "--at", parsed.error().hint});
      return kUsage;
    }
    at = *parsed;
  }
  std::string text;
  if (const auto read = read_trace(options.trace, [&](std::string_view bytes) { text += bytes; }); !read) {
    print_error(read.error());
    return kHarnessError;
  }
  std::optional<std::size_t> only;
  if (at) {
    Nearest nearest(*at);
    read_text(text, nearest);
    only = nearest.index;
  }
  Teller teller(style_for(options, common), only, !options.svg.empty());
  read_text(text, teller);
  if (teller.count == 0) {
    print_error({"no sample of the scheduler in the trace", options.trace,
                 "start the program with GODEBUG=schedtrace=100,scheddetail=1 and give its stderr"});
    return kHarnessError;
  }
  teller.finish();
  if (!options.svg.empty() && !write_picture(options.svg, teller.picture)) return kHarnessError;
  return kOk;
}

}  // namespace schedlitmus::cli
