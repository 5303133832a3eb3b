#include "campaign/kept_trace.hpp"

#include "trace/message_log.hpp"
#include "trace/message_reader.hpp"

namespace schedlitmus::campaign {

namespace {

/// Lets the samples of the process pass that printed a header first.
class OwnSamples final : public trace::Sink {
 public:
  explicit OwnSamples(trace::Sink& sink) : reader(*this), sink_(sink) {}
  void on_sample(const trace::Sample& sample) override {
    if (sample.pid == reader.first_pid()) sink_.on_sample(sample);
  }
  void on_text(std::string_view text) override { sink_.on_text(text); }

  trace::MessageReader reader;

 private:
  trace::Sink& sink_;
};

}  // namespace

namespace {

/// Samples at the times of their checks: without those before a service's load.
class Placed final : public trace::Sink {
 public:
  Placed(Millis zero, trace::Sink& sink) : zero_(zero), sink_(sink) {}
  void on_sample(const trace::Sample& sample) override {
    if (sample.time < zero_) return;
    auto placed = sample;
    placed.time = sample.time - zero_;
    sink_.on_sample(placed);
  }
  void on_text(std::string_view text) override { sink_.on_text(text); }

 private:
  Millis zero_;
  trace::Sink& sink_;
};

void read_whole(const store::Run& run, trace::Sink& sink) {
  if (run.capture == store::kMessages) {
    OwnSamples own(sink);
    (void)trace::read_message_log(run.stderr_head, own.reader);
    own.reader.finish();
    return;
  }
  trace::Reader reader(sink);
  reader.feed(run.stderr_head);
  reader.finish();
}

}  // namespace

void read_kept(const store::Run& run, trace::Sink& sink) {
  const auto zero = run.service ? run.service->zero : std::nullopt;
  if (!zero) return read_whole(run, sink);
  Placed placed(*zero, sink);
  read_whole(run, placed);
}

Result<std::string> kept_bytes(const store::Run& run) {
  if (run.capture == store::kMessages) return trace::flatten(run.stderr_head);
  return run.stderr_head;
}

}  // namespace schedlitmus::campaign
