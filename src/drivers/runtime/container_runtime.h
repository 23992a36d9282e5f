#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/docker/container_create_request.h"
#include "base/result.h"
#include "base/time.h"

namespace gantry::runtime {

/// One published port of a running container.
struct PortBinding {
    std::string host_ip;
    std::uint16_t host_port = 0;
    std::uint16_t container_port = 0;
    std::string protocol;  ///< "tcp" or "udp"
    friend bool operator==(const PortBinding&, const PortBinding&) = default;
};

enum class ContainerPhase : std::uint8_t { Created, Running, Exited };
enum class Health : std::uint8_t { None, Starting, Healthy, Unhealthy };

/// What a runtime says of one container.
struct ContainerStatus {
    std::string id;
    std::string name;  ///< without a leading '/'
    std::map<std::string, std::string> labels;
    ContainerPhase phase = ContainerPhase::Created;
    std::int32_t exit_code = 0;  ///< meaningful when Exited
    bool oom_killed = false;
    std::string error;  ///< why it could not start, in the runtime's words
    std::int64_t pid = 0;
    std::optional<SysTime> created_at;
    std::optional<SysTime> started_at;
    std::optional<SysTime> finished_at;
    Health health = Health::None;
    std::string health_output;  ///< of the newest probe
    std::int32_t health_exit_code = 0;
    std::string image_id;
    std::vector<PortBinding> ports;                    ///< IPv4 binds only
    std::map<std::string, std::string> ip_by_network;  ///< network name → IPv4 address
};

struct ImageStatus {
    std::string id;
    std::vector<std::string> names;         ///< with their tags: "name:tag"
    std::vector<std::string> repo_digests;  ///< "name@sha256:…"
    std::vector<std::string> env;           ///< "NAME=value" of the image
};

/// The file system that images and containers are kept on.
struct DiskSpace {
    std::int64_t total_bytes = 0;
    std::int64_t free_bytes = 0;  ///< that the runtime may use
};

/// Something that happened to a container, as the runtime told it.
struct RuntimeEvent {
    enum class Kind : std::uint8_t { Start, Die, OutOfMemory, HealthChanged, Destroy };
    Kind kind = Kind::Start;
    std::string container_id;
    std::map<std::string, std::string> labels;
    std::optional<std::int32_t> exit_code;  ///< Die
    Health health = Health::None;           ///< HealthChanged
    SysTime time;
};

/// What the machine offers.
struct HostInfo {
    std::string runtime_version;  ///< "20.10.24"
    std::string api_version;      ///< "1.41"
    std::int64_t cpu_count = 0;
    std::int64_t memory_mib = 0;
    std::string architecture;  ///< "x86_64", "aarch64"
    int cgroup_version = 1;
    std::string cgroup_driver;  ///< "cgroupfs", "systemd"
    std::vector<std::string> security_options;
};

/// What a container's network interfaces have carried since they were made, all together.
struct NetworkUsage {
    std::int64_t rx_bytes = 0;
    std::int64_t rx_packets = 0;
    std::int64_t rx_errors = 0;
    std::int64_t rx_dropped = 0;
    std::int64_t tx_bytes = 0;
    std::int64_t tx_packets = 0;
    std::int64_t tx_errors = 0;
    std::int64_t tx_dropped = 0;

    friend bool operator==(const NetworkUsage&, const NetworkUsage&) = default;
};

/// What a container has moved to and from block devices since it was started.
struct StorageUsage {
    std::int64_t read_bytes = 0;
    std::int64_t written_bytes = 0;

    friend bool operator==(const StorageUsage&, const StorageUsage&) = default;
};

/// One reading of a container's use of resources.
struct ContainerUsage {
    std::int64_t cpu_total_ns = 0;
    std::int64_t memory_bytes = 0;  ///< without page cache
    std::int64_t memory_limit_bytes = 0;
    std::optional<NetworkUsage> network;  ///< absent: it has no interface of its own, or none knows
    std::optional<StorageUsage> storage;  ///< absent: the machine does not count it
};

struct VolumeSpec {
    std::string name;
    std::string driver = "local";
    std::map<std::string, std::string> driver_opts;
    std::map<std::string, std::string> labels;
    std::string mountpoint;  ///< where the runtime's machine has it; only from inspect_volume
};

/// Limits that some containers share: those of a task. 0: no limit.
struct GroupSpec {
    std::string name;  ///< letters, digits and dashes; nobody else's
    std::int64_t memory_bytes = 0;
    std::int64_t cpu_quota_us = 0;  ///< of each cpu_period_us
    std::int64_t cpu_period_us = 100'000;

    friend bool operator==(const GroupSpec&, const GroupSpec&) = default;
};

/// A piece of what a container wrote: a line, or a part of one that is longer than the runtime's
/// buffer (16 KiB with Docker).
struct LogPiece {
    std::int64_t time_ns = 0;  ///< since 1970, as the runtime wrote it down
    std::string text;          ///< without the end of the line
    bool ends_line = true;     ///< false: the next piece goes on
};

struct LogQuery {
    std::int64_t since_ns = 0;  ///< pieces from that time on, itself included; in order of writing
    bool follow = false;  ///< goes on while the container runs; else what there is, then the end
    bool tty = false;     ///< the container was created with one
};

/// A container's output under way. Dropping it ends it; no callback follows.
class LogStream {
  public:
    virtual ~LogStream() = default;
    /// After on_pieces has said false: goes on. Not from within a callback.
    virtual void resume() = 0;
};

/// A command to be run in a container that runs.
struct ExecSpec {
    std::vector<std::string> command;
    std::vector<std::string> env;  ///< "NAME=value", besides the container's
    std::string user;              ///< empty: the container's
    bool tty = false;              ///< standard error is then part of standard output
};

/// The code of the NotFound with which a command ends whose program the container does not have.
inline constexpr const char* kNoSuchProgram = "NoSuchProgram";

/// A way into a container: the input and output of a process, or a connection to one of its ports.
/// Dropping it ends it, and the process too; no callback follows.
class ContainerStream {
  public:
    virtual ~ContainerStream() = default;
    /// What is written before on_open waits. How much waits is told by StreamReader::on_taken.
    virtual void write(std::string bytes) = 0;
    /// Nothing more is written.
    virtual void end_input() = 0;
    /// Of the terminal, where there is one.
    virtual void resize(std::uint16_t rows, std::uint16_t columns) = 0;
    /// After on_output has said false: goes on. Not from within a callback.
    virtual void resume() = 0;
};

struct StreamReader {
    std::function<void()> on_open;
    /// @param error of standard error; false where the two are one
    /// @return false: no more before ContainerStream::resume. What is read ahead is bounded.
    std::function<bool(bool error, std::string bytes)> on_output;
    /// So many bytes of what was written are on their way.
    std::function<void(std::size_t bytes)> on_taken;
    /// Last. The process's exit code; 0 at the end of a connection. Errors: those of other
    /// operations, Unavailable where the stream breaks; kNoSuchProgram with the runtime's words,
    /// where nothing was run and no output came.
    std::function<void(Result<std::int32_t> exit_code)> on_end;
};

/// Login for one pull; empty fields mean anonymous.
struct RegistryAuth {
    std::string username;
    std::string password;
    std::string server;
};

/// How far a pull has come. Layers and bytes are those that the runtime has told of so far, bytes
/// as they come over the network (compressed).
struct ImageProgress {
    std::int64_t layers = 0;
    std::int64_t layers_done = 0;  ///< unpacked, or here before
    std::int64_t bytes = 0;        ///< of layers whose size is known
    std::int64_t bytes_done = 0;

    friend bool operator==(const ImageProgress&, const ImageProgress&) = default;
};

/// Runs containers: Docker's Engine API, a fake, later microVMs.
///
/// Every operation answers exactly once, on the loop given to the implementation; none blocks. A
/// runtime that hangs or is away answers Unavailable after the operation's time limit. NotFound: no
/// such container, image or volume. Conflict: the name is taken. InvalidArgument / Internal: the
/// runtime refused; the message holds its own words ("Error response from daemon: …" is added by
/// the agent).
class ContainerRuntime {
  public:
    virtual ~ContainerRuntime() = default;

    template <class T>
    using Done = std::function<void(Result<T>)>;

    virtual void host_info(Done<HostInfo> done) = 0;

    using OnProgress = std::function<void(const ImageProgress&)>;

    /// @param image as written in the task definition; a missing tag means "latest".
    /// @param on_progress may be empty; called at most once a second, never after `done`
    virtual void pull_image(
        const std::string& image, const RegistryAuth& auth, OnProgress on_progress, Done<void> done
    ) = 0;
    /// What the registry has for the name now, "sha256:…"; the manifest is asked for and no layer.
    /// Empty where that cannot be said although a pull may succeed: the runtime does not know how
    /// to ask, or the manifest is of an old kind that has no digest.
    /// Errors: those of a pull, in the registry's words.
    virtual void image_digest(
        const std::string& image, const RegistryAuth& auth, Done<std::string> digest
    ) = 0;
    virtual void inspect_image(const std::string& image, Done<ImageStatus> done) = 0;
    /// Gives an image that is present one more name, and takes it from another that has it.
    virtual void tag_image(const std::string& image, const std::string& name, Done<void> done) = 0;
    /// Takes the name away, and the image with its last name. Removing an absent one succeeds.
    /// Errors: Conflict while there is a container of it.
    virtual void remove_image(const std::string& image, Done<void> done) = 0;
    /// Errors: Unavailable where it cannot be seen (a runtime on another machine).
    virtual void disk_space(Done<DiskSpace> done) = 0;
    /// Makes an image present without a registry. @param archive as `docker save` writes it
    virtual void load_image(const std::string& image, std::string archive, Done<void> done) = 0;

    /// @param name unique; a container of that name answers Conflict, and the caller adopts it by
    /// name.
    virtual void create_container(
        const std::string& name,
        const api::docker::ContainerCreateRequest& request,
        Done<std::string> id
    ) = 0;
    /// Starting a running container succeeds.
    virtual void start_container(const std::string& id, Done<void> done) = 0;
    /// SIGTERM (or the image's stop signal), then SIGKILL after `grace`. Answers when it has
    /// stopped. Stopping a stopped container succeeds.
    virtual void stop_container(const std::string& id, Seconds grace, Done<void> done) = 0;
    /// Sends the container's first process a signal. @param signal its name: "SIGHUP"
    /// Errors: Conflict where it does not run.
    virtual void signal_container(
        const std::string& id, const std::string& signal, Done<void> done
    ) = 0;
    /// Nothing in it runs until it is let go on; it can be stopped and removed all the same.
    /// Pausing a paused container succeeds. Errors: Conflict where it does not run.
    virtual void pause_container(const std::string& id, Done<void> done) = 0;
    /// One that is not paused succeeds.
    virtual void unpause_container(const std::string& id, Done<void> done) = 0;
    /// Kills and removes the container with its anonymous volumes. Removing an absent one succeeds.
    virtual void remove_container(const std::string& id, Done<void> done) = 0;
    virtual void inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) = 0;
    /// All containers, running or not, that carry `label` (with that value unless empty).
    /// Each status holds id, name, labels and phase; the rest may be unset.
    virtual void list_containers(
        const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
    ) = 0;
    /// The last lines of standard output and error, oldest first, at most max_bytes.
    virtual void tail_logs(
        const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
    ) = 0;
    struct LogReader {
        /// @return false: no more before LogStream::resume. What is read ahead meanwhile is
        /// bounded, and the rest stays where the runtime keeps it.
        std::function<bool(std::vector<LogPiece>)> on_pieces;
        /// Last. Success: all that there is was given, or the container that was followed ended.
        std::function<void(Result<void>)> on_end;
    };
    /// Reads standard output and error together, in the order in which the runtime got them.
    /// No callback comes from within this call.
    virtual std::shared_ptr<LogStream> read_logs(
        const std::string& id, const LogQuery& query, LogReader reader
    ) = 0;
    /// Runs a command beside the container's own process. No callback comes from within this call.
    virtual std::shared_ptr<ContainerStream> exec(
        const std::string& id, const ExecSpec& spec, StreamReader reader
    ) = 0;
    /// Connects to a TCP port of the container as its own processes would, on its loopback too
    /// where the agent may enter its network namespace. No callback comes from within this call.
    virtual std::shared_ptr<ContainerStream> connect(
        const std::string& id, std::uint16_t port, StreamReader reader
    ) = 0;
    virtual void usage(const std::string& id, Done<ContainerUsage> done) = 0;
    /// What it has written into its own file system: bytes beyond its image, without its volumes.
    /// Takes a runtime long where there are many files.
    /// Errors: Unavailable, also where the runtime does not tell.
    virtual void written_bytes(const std::string& id, Done<std::int64_t> bytes) = 0;
    /// The same as Docker writes it: the JSON object of its ContainerStats, with the reading before
    /// it (`precpu_stats`), a second ago or more. May take a second or two.
    virtual void stats_json(const std::string& id, Done<std::string> json) = 0;

    virtual void create_volume(const VolumeSpec& spec, Done<void> done) = 0;
    virtual void inspect_volume(const std::string& name, Done<VolumeSpec> done) = 0;
    /// Removing an absent volume succeeds.
    virtual void remove_volume(const std::string& name, Done<void> done) = 0;

    /// Makes the group, or gives an existing one these limits.
    /// @param parent what containers that are to be in it are created with, as their CgroupParent
    /// Errors: any, where groups cannot be made (no right to, a runtime on another machine); the
    /// containers can then be created without one.
    virtual void make_group(const GroupSpec& spec, Done<std::string> parent) = 0;
    /// Removing an absent group succeeds. Errors: Conflict while a container of it runs.
    virtual void remove_group(const std::string& name, Done<void> done) = 0;

    /// Readies a running container that was created without a network (NetworkDisabled), which is
    /// started in half the time of others, for containers that join its network namespace
    /// (NetworkMode "container:<id>"): they are then given its names of hosts and its resolvers,
    /// and counted like all others. Repeatable. @param name the container's
    virtual void open_namespace(
        const std::string& id, const std::string& name, Done<void> done
    ) = 0;
    /// After such a container was removed: forgets what the runtime keeps of it. Repeatable.
    virtual void close_namespace(const std::string& name, Done<void> done) = 0;

    struct Watcher {
        /// The stream is up: everything that happens from now on will be told. What happened before
        /// it must be read with list_containers / inspect_container. Called again after every
        /// reconnect.
        std::function<void()> on_connected;
        std::function<void(RuntimeEvent)> on_event;
        /// The stream broke; the runtime may be away. It reconnects by itself.
        std::function<void(std::string why)> on_disconnected;
    };
    /// Watches containers that carry `label`; one watcher at a time. Stops when the handle is
    /// dropped.
    virtual std::shared_ptr<void> watch(const std::string& label, Watcher watcher) = 0;
};

}  // namespace gantry::runtime
