#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "cli/commands_stored.hpp"
#include "cli/exit_code.hpp"
#include "cli/messages.hpp"
#include "support/files.hpp"
#include "trace/narrate.hpp"
#include "trace/picture.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kFlushAt = 1U << 16U;

/// Tells the samples as they come, or only the one nearest to a time: that is
/// told anew for each that is nearer, so that no sample has to be kept.
class Teller final : public trace::Sink {
 public:
  Teller(trace::NarrationStyle style, std::optional<Millis> at, bool wants_picture)
      : narrator_(style), at_(at), wants_picture_(wants_picture) {}

  void on_sample(const trace::Sample& sample) override {
    told_any = true;
    if (!at_) return tell(sample);
    const auto distance = std::chrono::abs(sample.time - *at_);
    if (nearest_ && distance >= *nearest_) return narrator_.pass_over(sample);
    nearest_ = distance;
    narrator_.forget_told();
    out_.clear();
    picture.clear();
    tell(sample);
  }
  void on_text(std::string_view) override {}
  void finish() {
    narrator_.tell_words(out_);
    flush();
  }

  bool told_any = false;
  std::string picture;  ///< of the first sample that is told

 private:
  void tell(const trace::Sample& sample) {
    narrator_.tell(out_, sample);
    if (wants_picture_ && picture.empty()) picture = trace::picture(sample);
    if (!at_ && out_.size() >= kFlushAt) flush();
  }
  void flush() {
    std::fwrite(out_.data(), 1, out_.size(), stdout);
    out_.clear();
  }

  trace::Narrator narrator_;
  std::optional<Millis> at_;
  std::optional<Millis> nearest_;
  bool wants_picture_;
  std::string out_;
};

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
  Teller teller(style_for(options, common), at, !options.svg.empty());
  const auto read = read_samples(options.input, Whose::first, teller);
  if (!read) {
    print_error(read.error());
    return kHarnessError;
  }
  if (!teller.told_any) {
    print_error({"no sample of the scheduler in the trace", options.input.path,
                 "start the program with GODEBUG=schedtrace=100,scheddetail=1 and give its stderr"});
    return kHarnessError;
  }
  teller.finish();
  if (options.svg.empty()) return kOk;
  const auto written = write_file(options.svg, teller.picture);
  return written ? kOk : refuse(written.error(), kHarnessError);
}

}  // namespace schedlitmus::cli
