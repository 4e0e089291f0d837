# The program alone, as a container of one's own for the schedules of SageMaker Model Monitor and for Processing jobs: see docs/pipelines.md.
#   docker build -t leeway .
FROM rust:1.95-slim-bookworm AS build
WORKDIR /leeway
COPY . .
RUN cargo build --release --locked --bin leeway && strip target/release/leeway

# glibc and certificates, no shell.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /leeway/target/release/leeway /usr/local/bin/leeway
# What the service mounts is root's.
# hadolint ignore=DL3002
USER 0:0
ENTRYPOINT ["/usr/local/bin/leeway"]
CMD ["monitor"]
