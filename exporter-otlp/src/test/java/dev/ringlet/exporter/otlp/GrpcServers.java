// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** gRPC's own server for Java, which takes any unary method and answers what a test says. */
public final class GrpcServers implements AutoCloseable {
  /** One call as the server understood it. */
  public record Received(String method, Metadata headers, byte[] message, long millisLeft) {}

  /** What to answer. */
  public record Answer(Status status, Metadata trailers, byte[] message) {
    public static Answer ok(byte[] message) {
      return new Answer(Status.OK, new Metadata(), message);
    }

    public static Answer failed(Status status) {
      return new Answer(status, new Metadata(), null);
    }
  }

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final Server server;
  private final List<Received> calls = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  private GrpcServers(Consumer<NettyServerBuilder> settings) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .directExecutor()
            .fallbackHandlerRegistry(new AnyMethod());
    settings.accept(builder);
    server = builder.build().start();
  }

  public static GrpcServers start() {
    return start(builder -> {});
  }

  public static GrpcServers start(Consumer<NettyServerBuilder> settings) {
    try {
      return new GrpcServers(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The next calls are answered by these; others with an empty message. */
  public GrpcServers onCall(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  public List<Received> calls() {
    return calls;
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class AnyMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .build();
      return ServerMethodDefinition.create(method, new Handler());
    }
  }

  private final class Handler implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> call, Metadata headers) {
      call.request(2);
      Deadline deadline = Context.current().getDeadline();
      long left = deadline == null ? -1 : deadline.timeRemaining(TimeUnit.MILLISECONDS);
      return new ServerCall.Listener<>() {
        private byte[] message;

        @Override
        public void onMessage(byte[] bytes) {
          message = bytes;
        }

        @Override
        public void onHalfClose() {
          String name = call.getMethodDescriptor().getFullMethodName();
          calls.add(new Received(name, headers, message, left));
          Answer next = answers.poll();
          Answer answer = next == null ? Answer.ok(new byte[0]) : next;
          if (answer.message() != null) {
            call.sendHeaders(new Metadata());
            call.sendMessage(answer.message());
          }
          call.close(answer.status(), answer.trailers());
        }
      };
    }
  }
}
