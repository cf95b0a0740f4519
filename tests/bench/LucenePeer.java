// SPDX-License-Identifier: GPL-2.0-or-later
// The peer Lucene: what indexer and searcher do, as plainly as Lucene lets one do it.
//
//   LucenePeer index INDEX FOLDER_OR_JSONL THREADS
//   LucenePeer query INDEX QUERY                  ten hits with snippets, and how many there are
//   LucenePeer batch INDEX FILE THRESHOLD         lines "ID<TAB>QUERY"; ten hits each, as TREC runs
//
// English stems, no stop words (all peers index every word), positions, stored text. Up to
// THRESHOLD hits are counted exactly; "all" counts every hit.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

public final class LucenePeer {
  static final int HITS = 10;
  static final double BUFFER_MB = 64;

  static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  public static void main(String[] arguments) throws Exception {
    Path index = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "index" -> index(index, Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      case "query" -> query(index, arguments[2]);
      case "batch" -> batch(index, Path.of(arguments[2]), threshold(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  static int threshold(String argument) {
    return argument.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(argument);
  }

  // Reading is done by whichever thread asks next; parsing and indexing go on side by side.
  interface Source {
    Document next() throws IOException;
  }

  static Source folder(Path folder) throws IOException {
    Iterator<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().collect(Collectors.toList()).iterator();
    }
    return () -> {
      Path file;
      synchronized (files) {
        if (!files.hasNext()) return null;
        file = files.next();
      }
      return document(folder.relativize(file).toString(), Files.readString(file));
    };
  }

  static Source jsonLines(Path path) throws IOException {
    BufferedReader lines = Files.newBufferedReader(path);
    return () -> {
      String line;
      synchronized (lines) {
        line = lines.readLine();
      }
      if (line == null) return null;
      Map<String, String> fields = flatObject(line);
      Document document = document(fields.get("id"), fields.get("text"));
      document.add(new StringField("issuer", fields.get("issuer"), Field.Store.YES));
      document.add(new StringField("year", fields.get("year"), Field.Store.YES));
      return document;
    };
  }

  static Document document(String id, String text) {
    Document document = new Document();
    document.add(new StringField("id", id, Field.Store.YES));
    document.add(new TextField("text", text, Field.Store.YES));
    return document;
  }

  static void index(Path index, Path input, int threads) throws Exception {
    Source source = Files.isDirectory(input) ? folder(input) : jsonLines(input);
    IndexWriterConfig config = new IndexWriterConfig(analyzer()).setRAMBufferSizeMB(BUFFER_MB);
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config)) {
      List<Thread> workers = new ArrayList<>();
      for (int n = 0; n < threads; ++n) {
        Thread worker = new Thread(() -> {
          try {
            for (Document next = source.next(); next != null; next = source.next())
              writer.addDocument(next);
          } catch (IOException error) {
            error.printStackTrace();
            System.exit(1);
          }
        });
        workers.add(worker);
        worker.start();
      }
      for (Thread worker : workers) worker.join();
      writer.forceMerge(1);
      writer.commit();
      System.err.println("documents " + writer.getDocStats().numDocs);
    }
  }

  static Query parsed(String text) throws Exception {
    QueryParser parser = new QueryParser("text", analyzer());
    parser.setDefaultOperator(QueryParser.Operator.AND);
    return parser.parse(text);
  }

  static TopDocs best(IndexSearcher searcher, Query query, int threshold) throws IOException {
    TopScoreDocCollector collector = TopScoreDocCollector.create(HITS, threshold);
    searcher.search(query, collector);
    return collector.topDocs();
  }

  static PrintStream out() {
    return new PrintStream(new java.io.BufferedOutputStream(System.out, 1 << 16), false,
        StandardCharsets.UTF_8);
  }

  static void query(Path index, String text) throws Exception {
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index));
         PrintStream out = out()) {
      IndexSearcher searcher = new IndexSearcher(reader);
      Query query = parsed(text);
      TopDocs hits = best(searcher, query, Integer.MAX_VALUE);
      UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analyzer());
      String[] snippets = highlighter.highlight("text", query, hits, 1);
      for (int n = 0; n < hits.scoreDocs.length; ++n)
        out.println(searcher.doc(hits.scoreDocs[n].doc).get("id") + ": " + snippets[n]);
      out.println("hits " + hits.totalHits.value);
    }
  }

  static void batch(Path index, Path file, int threshold) throws Exception {
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(index));
         PrintStream out = out()) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", 2);
        TopDocs hits = best(searcher, parsed(parts[1]), threshold);
        int rank = 0;
        for (ScoreDoc hit : hits.scoreDocs)
          out.println(parts[0] + " Q0 " + searcher.doc(hit.doc).get("id") + " " + ++rank + " "
              + hit.score + " lucene");
      }
    }
  }

  // One JSON object whose values are strings and numbers, as the harness writes them.
  static Map<String, String> flatObject(String line) {
    Map<String, String> fields = new HashMap<>();
    int[] at = {line.indexOf('{') + 1};
    while (true) {
      while (" ,".indexOf(line.charAt(at[0])) >= 0) ++at[0];
      if (line.charAt(at[0]) == '}') return fields;
      String name = string(line, at);
      while (" :".indexOf(line.charAt(at[0])) >= 0) ++at[0];
      if (line.charAt(at[0]) == '"') {
        fields.put(name, string(line, at));
      } else {
        int start = at[0];
        while (",}".indexOf(line.charAt(at[0])) < 0) ++at[0];
        fields.put(name, line.substring(start, at[0]).trim());
      }
    }
  }

  static String string(String line, int[] at) {
    StringBuilder value = new StringBuilder();
    for (int n = at[0] + 1;; ++n) {
      char c = line.charAt(n);
      if (c == '"') {
        at[0] = n + 1;
        return value.toString();
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = line.charAt(++n);
      switch (escaped) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'u' -> {
          value.append((char) Integer.parseInt(line.substring(n + 1, n + 5), 16));
          n += 4;
        }
        default -> value.append(escaped);
      }
    }
  }
}
