import type { ComponentType } from 'react';
import { createBrowserRouter, Outlet } from 'react-router';
import { loadPage } from './api/load-page.ts';
import { isServerThere } from './api/server-there.ts';
import { SessionProvider } from './session/session-provider.tsx';
import { Loading } from './shell/loading.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { PageError } from './shell/page-error.tsx';
import { Shell } from './shell/shell.tsx';

/** A page as the router fetches it, which tells a server that is away from a page that is broken. */
const page = (load: () => Promise<ComponentType>) => async () => ({
  Component: await loadPage(load, isServerThere),
});

/** Each page is its own download: the sign-in page of a phone on bad Wi-Fi brings no charts. */
export const router = createBrowserRouter([
  {
    errorElement: <PageError />,
    hydrateFallbackElement: <Loading />,
    children: [
      {
        // A wall has no session, and asks for none.
        path: '/wall',
        lazy: page(async () => (await import('./wall/wall-page.tsx')).WallPage),
      },
      {
        element: (
          <SessionProvider>
            <Outlet />
          </SessionProvider>
        ),
        children: [
          {
            path: '/sign-in',
            lazy: page(async () => (await import('./session/sign-in-page.tsx')).SignInPage),
          },
          {
            path: '/',
            element: <Shell />,
            children: [
              {
                // A page that breaks leaves the navigation in place.
                errorElement: <PageError />,
                children: [
                  {
                    index: true,
                    lazy: page(async () => (await import('./live/home-page.tsx')).HomePage),
                  },
                  {
                    path: 'lessons/:lesson',
                    lazy: page(async () => (await import('./live/live-page.tsx')).LivePage),
                  },
                  {
                    path: 'lessons/:lesson/certificate',
                    lazy: page(
                      async () => (await import('./certificate/certificate-page.tsx')).CertificatePage,
                    ),
                  },
                  {
                    path: 'lessons/:lesson/load',
                    lazy: page(async () => (await import('./load/load-page.tsx')).LoadPage),
                  },
                  {
                    path: 'alerts',
                    lazy: page(async () => (await import('./alerts/alerts-page.tsx')).AlertsPage),
                  },
                  {
                    path: 'gateways',
                    lazy: page(async () => (await import('./gateways/gateways-page.tsx')).GatewaysPage),
                  },
                  {
                    path: 'results',
                    lazy: page(async () => (await import('./results/results-page.tsx')).ResultsPage),
                  },
                  {
                    path: 'test-days',
                    lazy: async () => ({
                      Component: (await import('./test-days/test-days-page.tsx')).TestDaysPage,
                    }),
                  },
                  {
                    path: 'test-days/:testDay',
                    lazy: async () => ({
                      Component: (await import('./test-days/test-day-page.tsx')).TestDayPage,
                    }),
                  },
                  ...['inbox', 'inbox/:warning'].map((path) => ({
                    path,
                    lazy: page(async () => (await import('./inbox/inbox-page.tsx')).InboxPage),
                  })),
                  {
                    path: 'pupils/:subject',
                    lazy: page(async () => (await import('./story/story-page.tsx')).StoryPage),
                  },
                  ...['plans', 'classes/:class/prescriptions'].map((path) => ({
                    path,
                    lazy: page(async () => (await import('./plan/class-plans-page.tsx')).ClassPlansPage),
                  })),
                  {
                    path: 'evidence',
                    lazy: page(async () => (await import('./evidence/evidence-page.tsx')).EvidencePage),
                  },
                  {
                    path: 'displays',
                    lazy: page(async () => (await import('./displays/displays-page.tsx')).DisplaysPage),
                  },
                  {
                    path: 'roster',
                    lazy: async () => ({ Component: (await import('./roster/roster-page.tsx')).RosterPage }),
                  },
                  { path: '*', element: <NotFoundPage /> },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
]);
