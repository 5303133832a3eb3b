#include "campaign/kept_trace.hpp"

#include "campaign/service_view.hpp"
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

/// Those that a service's checks look at.
class LookedAt final : public trace::Sink {
 public:
  LookedAt(const store::Service& service, trace::Sink& sink) : view_(service), sink_(sink) {}
  void on_sample(const trace::Sample& sample) override {
    const auto time = view_.place(sample.time, {});
    if (!time) return;
    auto placed = sample;
    placed.time = *time;
    sink_.on_sample(placed);
  }
  void on_text(std::string_view text) override { sink_.on_text(text); }

 private:
  ServiceView view_;
  trace::Sink& sink_;
};

void read_whole(const store::Run& run, trace::Sink& sink) {
  if (run.capture == store::kMessages) {
    OwnSamples own(sink);
    (void)read_messages(run.err, [&](std::int32_t pid, std::string_view message) { own.reader.feed(pid, message); });
    own.reader.finish();
    return;
  }
  trace::Reader reader(sink);
  (void)run.err.read([&](std::string_view bytes) { reader.feed(bytes); });
  reader.finish();
}

}  // namespace

Result<void> read_messages(const store::KeptStream& log, const trace::MessageVisitor& visit) {
  trace::MessageLogParser parser(visit);
  Result<void> fed;
  auto read = log.read([&](std::string_view bytes) {
    if (fed) fed = parser.feed(bytes);
  });
  if (!read) return read;
  return fed ? parser.finish() : fed;
}

void read_kept(const store::Run& run, trace::Sink& sink) {
  const auto zero = run.service ? run.service->zero : std::nullopt;
  if (!zero) return read_whole(run, sink);
  Placed placed(*zero, sink);
  read_whole(run, placed);
}

void read_looked_at(const store::Run& run, trace::Sink& sink) {
  if (!run.service) return read_whole(run, sink);
  LookedAt looked_at(*run.service, sink);
  read_whole(run, looked_at);
}

Result<void> read_bytes(const store::Run& run, const std::function<void(std::string_view)>& visit) {
  if (run.capture != store::kMessages) return run.err.read(visit);
  return read_messages(run.err, [&](std::int32_t /*pid*/, std::string_view message) { visit(message); });
}

Result<std::string> first_bytes(const store::Run& run, std::size_t most) {
  std::string bytes;
  auto read = read_bytes(run, [&](std::string_view more) { bytes += more.substr(0, most - bytes.size()); });
  if (!read) return tl::unexpected(std::move(read.error()));
  return bytes;
}

}  // namespace schedlitmus::campaign
