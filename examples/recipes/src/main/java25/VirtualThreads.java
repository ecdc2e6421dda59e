// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
import dev.ringlet.RingletSdk;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Subtask;

/**
 * Spans across virtual threads. A new thread begins without a context, virtual or not, so tasks are
 * wrapped in the context of their parent. For JDK 25, where structured concurrency is a preview:
 *
 * <pre>java --enable-preview --source 25 -cp ... VirtualThreads.java</pre>
 */
public final class VirtualThreads {
  private final Tracer tracer;

  private VirtualThreads(Tracer tracer) {
    this.tracer = tracer;
  }

  public static void main(String[] arguments) throws Exception {
    try (RingletSdk ringlet = RingletSdk.create()) {
      VirtualThreads shop = new VirtualThreads(ringlet.getTracer("recipes.threads"));
      System.out.println(shop.structured() + shop.executor());
    }
  }

  /** Two questions at the same time; if one fails, the other is cancelled. */
  private String structured() throws InterruptedException {
    Span span = tracer.spanBuilder("structured").startSpan();
    try (Scope current = span.makeCurrent();
        StructuredTaskScope<String, Void> scope = StructuredTaskScope.open()) {
      Subtask<String> price = scope.fork(Context.current().wrap(ask("price")));
      Subtask<String> stock = scope.fork(Context.current().wrap(ask("stock")));
      scope.join();
      return price.get() + stock.get();
    } finally {
      span.end();
    }
  }

  /** A thousand tasks, each on a thread of its own. */
  private String executor() throws Exception {
    Span span = tracer.spanBuilder("executor").startSpan();
    try (Scope current = span.makeCurrent();
        ExecutorService threads =
            Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor())) {
      Future<String> last = null;
      for (int i = 0; i < 1000; i++) {
        last = threads.submit(ask("item " + i));
      }
      return last.get();
    } finally {
      span.end();
    }
  }

  private Callable<String> ask(String what) {
    return () -> {
      Span span = tracer.spanBuilder(what).startSpan();
      try {
        return what + ";";
      } finally {
        span.end();
      }
    };
  }
}
