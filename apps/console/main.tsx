import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Refused } from './api/client';
import { createConsoleRouter } from './screens';
import { WhoIsSignedIn } from './session/session';
import './look/console.css';

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session ends elsewhere too: whoever is told so sees the way in again.
    onError: (error, { queryKey }) => {
      if (error instanceof Refused && error.problem.status === 401 && queryKey[0] !== 'session') void queries.resetQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 3 && (!(error instanceof Refused) || error.problem.status >= 500) },
  },
});
const router = createConsoleRouter();

createRoot(document.getElementById('console') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <WhoIsSignedIn>
        <RouterProvider router={router} />
      </WhoIsSignedIn>
    </QueryClientProvider>
  </StrictMode>,
);
